import type { APIGatewayProxyResult } from "aws-lambda";
import type { Problem } from "../../core/contract/problem.ts";

/** An answer in JSON. */
export function jsonAnswer(statusCode: number, body: object): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

/**
 * A refusal (RFC 9457).
 * @param problem Its `type` as the code alone.
 */
export function problemAnswer(
  { type: code, ...problem }: Problem,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyResult {
  return {
    statusCode: problem.status,
    headers: { "content-type": "application/problem+json", ...headers },
    body: JSON.stringify({ type: `urn:ecr-scout:problem:${code}`, ...problem }),
  };
}
