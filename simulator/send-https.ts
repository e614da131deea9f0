import { request as httpsRequest } from "node:https";
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import type { PublicNames } from "./options.ts";

/** A request that an AWS service sends to somebody's public https address. */
export interface HttpsRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
  readonly names: PublicNames;
  /** How long the whole answer may take, milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What came back; bodies of answers mean nothing to AWS. */
export interface HttpsAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** A host that the simulator does not reach: it has no way to the public internet. */
export class UnknownHostError extends Error {
  override readonly name = "UnknownHostError";

  constructor(host: string) {
    super(`The host ${host} is unknown: the simulator does not reach the public internet.`);
  }
}

/**
 * Sends a request over a connection of its own, to where `names` says that the host lives.
 *
 * @throws UnknownHostError
 * @throws Error when nobody answered in time
 */
export async function sendHttps(sent: HttpsRequest): Promise<HttpsAnswer> {
  const { url, method, body, names, timeoutMs, signal } = sent;
  const place = names.resolve(url.hostname);
  if (place === undefined) throw new UnknownHostError(url.hostname);
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      {
        host: place.address,
        port: place.port,
        servername: url.hostname,
        path: `${url.pathname}${url.search}`,
        method,
        ca: names.trustedCertificates,
        headers: { host: url.host, ...sent.headers, "content-length": body.length },
        agent: false,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      },
      (response) => {
        response.resume();
        response.on("error", reject);
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers });
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
