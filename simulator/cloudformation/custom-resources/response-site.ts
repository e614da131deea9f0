import type { IncomingMessage, ServerResponse } from "node:http";
import type { PublicSite } from "../../public/public-site.ts";
import { readBody } from "../../server/request-body.ts";
import { sendS3Refusal } from "../../server/send-s3-refusal.ts";
import type { CustomRequests } from "./custom-requests.ts";
import { responseHost } from "./hosts.ts";
import type { ResponseUrls } from "./response-urls.ts";

/** S3 takes more than CloudFormation: the resource fails then, not the request. */
const LARGEST_OBJECT = 1024 * 1024;

/**
 * Each Region's bucket to which custom resources PUT their responses. S3 takes what is signed and answers
 * 200; whether it is a good response, CloudFormation finds out. The links are signed without a
 * content type, so a request that has one is refused.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export function responseSite(
  regions: readonly string[],
  urls: ResponseUrls,
  requests: CustomRequests,
): PublicSite {
  const hosts = regions.map(responseHost);
  return {
    hosts,
    serves: (name) => hosts.includes(name),
    answer: (request, response) => answer(urls, requests, request, response),
  };
}

async function answer(
  urls: ResponseUrls,
  requests: CustomRequests,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { headers, method = "" } = request;
  const refuse = (status: number, code: string, message: string): void => {
    sendS3Refusal(response, status, code, message);
  };
  if (headers.authorization !== undefined) {
    refuse(400, "InvalidArgument", "Only one auth mechanism allowed");
    return;
  }
  const verified = urls.verify(method, new URL(request.url ?? "/", "https://responses"));
  if (verified === "Expired") {
    refuse(403, "AccessDenied", "Request has expired");
    return;
  }
  if (verified === "AccessDenied") {
    refuse(403, "AccessDenied", "Access Denied");
    return;
  }
  if (verified === "SignatureDoesNotMatch" || (headers["content-type"] ?? "") !== "") {
    refuse(
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    );
    return;
  }
  if (headers["transfer-encoding"] !== undefined) {
    const what = "A header you provided implies functionality that is not implemented";
    refuse(501, "NotImplemented", `${what}: Transfer-Encoding`);
    return;
  }
  const body = await readBody(request, LARGEST_OBJECT);
  requests.answer(verified.requestId, body.toString());
  response.writeHead(200, { "content-length": 0, server: "AmazonS3" });
  response.end();
}
