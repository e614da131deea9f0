import type { PublicSite } from "../public/public-site.ts";
import { send } from "../server/answer.ts";
import { toAwsRequest } from "../server/aws-request.ts";
import type { ResolveCaller } from "../server/caller.ts";
import { answerQuery } from "../server/query-endpoint.ts";
import type { QueryService } from "../service.ts";
import { snsHost } from "./hosts.ts";
import type { SigningKeys } from "./signing-key.ts";

/** `sns.<region>.amazonaws.com` of each Region: the API, SubscribeURLs, and the certificates of signatures. */
export function snsPublicSite(
  regions: readonly string[],
  service: QueryService,
  signingKeys: SigningKeys,
  resolveCaller: ResolveCaller,
): PublicSite {
  const hosts = regions.map(snsHost);
  return {
    hosts,
    serves: (name) => hosts.includes(name),
    async answer(request, response) {
      const aws = toAwsRequest(request, response);
      const host = (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
      const certificate =
        request.method === "GET" ? signingKeys.certificateAt(host, aws.path) : undefined;
      if (certificate !== undefined) {
        send(response, 200, "application/x-pem-file", certificate);
      } else if (aws.path === "/") {
        await answerQuery(aws, [service], resolveCaller);
      } else {
        send(response, 404, "text/plain", "Not Found\n");
      }
    },
  };
}
