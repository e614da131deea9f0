import { createHash } from "node:crypto";
import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";

/**
 * Middleware: gives the answer to a GET an ETag and answers 304 to who has it already
 * (RFC 9110, 13.1.2). The tag is weak, for the same answer may be compressed or not.
 */
export function conditionalGet(): MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> {
  return {
    after(request) {
      const { event, response } = request;
      if (!response || event.httpMethod !== "GET" || response.statusCode !== 200) return;
      const etag = `W/"${createHash("sha256").update(response.body).digest("base64url").slice(0, 27)}"`;
      const headers = { ...response.headers, etag };
      request.response = knows(event, etag)
        ? { statusCode: 304, headers: { etag }, body: "" }
        : { ...response, headers };
    },
  };
}

/** Weak comparison (RFC 9110, 8.8.3.2). */
function knows(event: APIGatewayProxyEvent, etag: string): boolean {
  const header = Object.entries(event.headers).find(([name]) => isIfNoneMatch(name))?.[1] ?? "";
  const known = header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return known.includes("*") || known.includes(etag.replace(/^W\//, ""));
}

function isIfNoneMatch(name: string): boolean {
  return name.toLowerCase() === "if-none-match";
}
