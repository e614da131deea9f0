import type { APIGatewayProxyEvent } from "aws-lambda";
import { PermanentError } from "../../core/errors.ts";

/** A request of a REST API's Lambda proxy integration, its oddities smoothed. */
export interface HttpRequest {
  readonly method: string;
  /** Without the stage. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** AWS account of the API. */
  readonly accountId: string;
}

/**
 * Reads a proxy event.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 *
 * @throws {PermanentError} `too-large`: the body; `invalid-request`: a query parameter is
 *   given twice.
 */
export function readRequest(event: APIGatewayProxyEvent, maxBodyBytes: number): HttpRequest {
  return {
    method: event.httpMethod.toUpperCase(),
    // With the stage, which is the `/v1` of every route: `event.path` lacks it on the host that
    // API Gateway gives, and has it under a domain of one's own.
    path: event.requestContext.path,
    headers: Object.fromEntries(headersOf(event)),
    query: queryOf(event),
    body: bodyOf(event, maxBodyBytes),
    accountId: event.requestContext.accountId,
  };
}

/** Header names of a REST API come as they were sent. */
function headersOf(event: APIGatewayProxyEvent): [string, string][] {
  const headers = Object.entries(event.headers as Record<string, string | undefined>);
  return headers.flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), value]],
  );
}

function queryOf(event: APIGatewayProxyEvent): Record<string, string> {
  const query: [string, string][] = [];
  for (const [name, values] of Object.entries(event.multiValueQueryStringParameters ?? {})) {
    const [value, second] = values ?? [];
    if (second !== undefined) {
      throw new PermanentError(
        "invalid-request",
        `The query parameter ${name} is given more than once. Give it once.`,
      );
    }
    if (value !== undefined) query.push([name, value]);
  }
  return Object.fromEntries(query);
}

function bodyOf(event: APIGatewayProxyEvent, maxBytes: number): Buffer {
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (body.length <= maxBytes) return body;
  throw new PermanentError(
    "too-large",
    `The body has ${body.length} bytes, and at most ${maxBytes} are taken. Nothing that this API takes is larger.`,
  );
}
