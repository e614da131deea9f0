import type { OutgoingHttpHeaders } from "node:http";
import type { PublicNames } from "../../options.ts";
import { sendHttps, UnknownHostError, type HttpsAnswer } from "../../send-https.ts";
import type { BusEvent } from "../event.ts";
import type { ApiDestination, ConnectionAuth } from "../model.ts";
import { parseRetryAfter } from "./backoff.ts";
import type { AttemptOutcome } from "./delivery.ts";

/** EventBridge waits so long for an answer, milliseconds. */
export const ENDPOINT_TIMEOUT_MS = 5000;
/** Besides 5xx. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html */
const RETRIED: ReadonlySet<number> = new Set([401, 407, 409, 429]);

/** What one call needs. */
export interface Invocation {
  readonly event: BusEvent;
  readonly destination: ApiDestination;
  readonly auth: ConnectionAuth;
  readonly names: PublicNames;
  readonly now: () => Date;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Sends an event to an API destination's endpoint, and judges the answer by AWS's retry rules. */
export async function invokeEndpoint(invocation: Invocation): Promise<AttemptOutcome> {
  const { event, destination, names, timeoutMs, signal } = invocation;
  const url = new URL(destination.endpoint);
  let answer: HttpsAnswer;
  try {
    answer = await sendHttps({
      ...{ url, names, timeoutMs, signal },
      method: destination.method,
      headers: headers(invocation),
      body: Buffer.from(JSON.stringify(event)),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof UnknownHostError) return dropped("SDK_CLIENT_ERROR", reason);
    return { kind: "retry", code: "SDK_CLIENT_ERROR", reason: `${url.host}: ${reason}` };
  }
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: "delivered" };
  const reason = `${url.host} answered with HTTP status ${status}`;
  if (status < 500 && !RETRIED.has(status)) return dropped("SDK_CLIENT_ERROR", reason);
  const retryAfterMs = parseRetryAfter(answer.headers["retry-after"], invocation.now());
  return { kind: "retry", code: "SDK_CLIENT_ERROR", reason, retryAfterMs };
}

/** The headers that AWS documents for API destinations, and the connection's own. */
function headers({ auth }: Invocation): OutgoingHttpHeaders {
  const fixed = {
    "user-agent": "Amazon/EventBridge/ApiDestinations",
    "content-type": "application/json; charset=utf-8",
    range: "bytes=0-1048575",
    "accept-encoding": "gzip,deflate",
    connection: "close",
  };
  if (auth.type === "API_KEY") return { ...fixed, [auth.name]: auth.value };
  const credentials = Buffer.from(`${auth.username}:${auth.password}`).toString("base64");
  return { ...fixed, authorization: `Basic ${credentials}` };
}

function dropped(code: string, reason: string): AttemptOutcome {
  return { kind: "dropped", code, reason };
}
