import { gzipSync } from "node:zlib";
import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { RefusalError } from "./http-problem.ts";

/** Below this, compressing costs more than it saves. */
const MIN_BYTES = 4096;

/**
 * Lambda passes 6 MB of a buffered answer on, its own envelope included.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_BYTES = 5_500_000;

/**
 * Middleware: compresses a large answer for who takes gzip, in base64 as a proxy integration
 * must. An answer that is too large for Lambda as it is, is refused to everybody else.
 */
export function compression(): MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> {
  return {
    after(request) {
      const { event, response } = request;
      if (!response || response.body.length < MIN_BYTES) return;
      if (takesGzip(event)) request.response = compressed(response);
      const size = Buffer.byteLength(request.response?.body ?? "");
      if (size <= MAX_BYTES) return;
      throw new RefusalError(
        "answer-too-large",
        "The answer is larger than can be sent as it is. Ask for it with the header `Accept-Encoding: gzip`.",
      );
    },
  };
}

function compressed(response: APIGatewayProxyResult): APIGatewayProxyResult {
  return {
    ...response,
    headers: { ...response.headers, "content-encoding": "gzip" },
    body: gzipSync(response.body).toString("base64"),
    isBase64Encoded: true,
  };
}

function takesGzip(event: APIGatewayProxyEvent): boolean {
  const header = Object.entries(event.headers).find(
    ([name]) => name.toLowerCase() === "accept-encoding",
  )?.[1];
  return (header ?? "")
    .split(",")
    .map((coding) => coding.trim().toLowerCase())
    .some((coding) => /^gzip(\s*;\s*q=(?!0(\.0*)?$).*)?$/.test(coding));
}
