import { request as httpsRequest } from "node:https";
import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import type { PublicNames } from "../../options.ts";
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
  const url = new URL(invocation.destination.endpoint);
  const place = invocation.names.resolve(url.hostname);
  if (place === undefined) {
    return dropped(
      "SDK_CLIENT_ERROR",
      `The host ${url.hostname} is unknown: the simulator does not reach the public internet.`,
    );
  }
  let response: IncomingMessage;
  try {
    response = await send(invocation, url, place);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: "retry", code: "SDK_CLIENT_ERROR", reason: `${url.host}: ${reason}` };
  }
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return { kind: "delivered" };
  const reason = `${url.host} answered with HTTP status ${status}`;
  if (status < 500 && !RETRIED.has(status)) return dropped("SDK_CLIENT_ERROR", reason);
  const retryAfterMs = parseRetryAfter(response.headers["retry-after"], invocation.now());
  return { kind: "retry", code: "SDK_CLIENT_ERROR", reason, retryAfterMs };
}

function send(
  invocation: Invocation,
  url: URL,
  place: { readonly address: string; readonly port: number },
): Promise<IncomingMessage> {
  const body = Buffer.from(JSON.stringify(invocation.event));
  const { names, timeoutMs, signal } = invocation;
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      {
        host: place.address,
        port: place.port,
        servername: url.hostname,
        path: `${url.pathname}${url.search}`,
        method: invocation.destination.method,
        ca: names.trustedCertificates,
        headers: headers(invocation, url, body.length),
        agent: false,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      },
      (response) => {
        response.resume();
        response.on("error", reject);
        response.on("end", () => {
          resolve(response);
        });
      },
    );
    request.on("error", (error) => {
      const late = error.name === "TimeoutError" || error.name === "AbortError";
      reject(late ? new Error(`no answer within ${timeoutMs} ms`, { cause: error }) : error);
    });
    request.end(body);
  });
}

/** The headers that AWS documents for API destinations, and the connection's own. */
function headers({ auth }: Invocation, url: URL, length: number): OutgoingHttpHeaders {
  const fixed = {
    host: url.host,
    "user-agent": "Amazon/EventBridge/ApiDestinations",
    "content-type": "application/json; charset=utf-8",
    "content-length": length,
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
