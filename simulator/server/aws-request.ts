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
