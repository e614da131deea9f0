import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** One request to the AWS endpoint, read as far as routing needs. */
export interface AwsRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** As sent, still encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly requestId: string;
  /** Aborted when the connection ends. */
  readonly gone: AbortSignal;
}

/** Reads a request as far as routing needs. */
export function toAwsRequest(request: IncomingMessage, response: ServerResponse): AwsRequest {
  const [path = "/", search = ""] = (request.url ?? "/").split("?", 2);
  const hangUp = new AbortController();
  response.once("close", () => {
    hangUp.abort();
  });
  return {
    request,
    response,
    path,
    query: new URLSearchParams(search.replaceAll("+", "%2B")),
    requestId: randomUUID(),
    gone: hangUp.signal,
  };
}
