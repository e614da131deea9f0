import type { ServerResponse } from "node:http";
import { AwsError, type Document, type JsonService, type QueryService } from "../service.ts";
import { escapeXml, toXml } from "./xml.ts";

/** Sends a whole body. */
export function send(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    "content-type": contentType,
    "content-length": Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

/** What went wrong as AWS words it; our own faults show as AWS's InternalFailure. */
export function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`simulator: an operation failed unexpectedly: ${detail}\n`);
  return new AwsError(
    "InternalFailure",
    `The simulator failed: ${error instanceof Error ? error.message : String(error)}`,
    500,
  );
}

/** Answers a JSON service's output. */
export function sendJson(
  response: ServerResponse,
  protocol: JsonService["protocol"],
  requestId: string,
  output: Document,
): void {
  send(response, 200, `application/x-amz-${protocol}`, JSON.stringify(output), {
    "x-amzn-requestid": requestId,
  });
}

/** Answers a JSON service's error: `__type`, `message`, and the type in a header. */
export function sendJsonError(
  response: ServerResponse,
  protocol: JsonService["protocol"],
  requestId: string,
  error: AwsError,
): void {
  const fault = error.status < 500 ? "Sender" : "Receiver";
  send(
    response,
    error.status,
    `application/x-amz-${protocol}`,
    JSON.stringify({ __type: error.code, message: error.message, ...error.members }),
    {
      "x-amzn-requestid": requestId,
      "x-amzn-errortype": error.code,
      ...(error.queryCode === undefined
        ? {}
        : { "x-amzn-query-error": `${error.queryCode};${fault}` }),
    },
  );
}

/** Answers a query service's output in its result and response elements. */
export function sendQuery(
  response: ServerResponse,
  service: QueryService,
  action: string,
  requestId: string,
  output: Document,
): void {
  const body =
    `<${action}Response xmlns="${escapeXml(service.xmlNamespace)}">` +
    `<${action}Result>${toXml(output, "member")}</${action}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`;
  send(response, 200, "text/xml", body, { "x-amzn-requestid": requestId });
}

/** The query protocol's names of what JSON services call otherwise. */
const QUERY_CODES: Readonly<Record<string, readonly [string, number]>> = {
  AccessDeniedException: ["AccessDenied", 403],
  ValidationException: ["ValidationError", 400],
};

/** Answers a query service's error. */
export function sendQueryError(
  response: ServerResponse,
  xmlNamespace: string,
  requestId: string,
  error: AwsError,
): void {
  const [code, status] = QUERY_CODES[error.code] ?? [error.code, error.status];
  const body =
    `<ErrorResponse xmlns="${escapeXml(xmlNamespace)}"><Error>` +
    toXml({ Type: status < 500 ? "Sender" : "Receiver", Code: code, Message: error.message }) +
    `</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
  send(response, status, "text/xml", body, { "x-amzn-requestid": requestId });
}
