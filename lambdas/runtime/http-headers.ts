import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";

/**
 * Sent with every answer: it is data for programs, of one caller alone, and no page may
 * embed or run it.
 * https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers
 */
const HEADERS = {
  "cache-control": "private, no-cache",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  vary: "authorization, accept-encoding",
  "x-content-type-options": "nosniff",
};

/** Middleware: adds the security headers to every answer. Use it first: the first is outermost. */
export function securityHeaders(): MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> {
  function add(request: { response: APIGatewayProxyResult | null | undefined }): void {
    if (!request.response) return;
    request.response = {
      ...request.response,
      headers: { ...HEADERS, ...request.response.headers },
    };
  }
  return { after: add, onError: add };
}
