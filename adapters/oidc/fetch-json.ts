import { type Dispatcher, request } from "undici";
import { TransientError } from "../../core/errors.ts";

/** A provider answers at once, and a person waits. */
const TIMEOUT_MILLISECONDS = 3000;
/** Keys with their chains of certificates are some tens of KB. */
const MAX_BYTES = 512 * 1024;

/**
 * Fetches a JSON document of the identity provider, whose address is the operator's own or one
 * that it names itself. Redirects are not followed.
 *
 * @param dispatcher Connections; for tests.
 * @throws TransientError `sign-in-unavailable` whenever there is none.
 */
export async function fetchJson(url: URL, dispatcher: Dispatcher | undefined): Promise<unknown> {
  if (url.protocol !== "https:") throw unavailable(url, "its address is not https");
  let status: number;
  let text: string | undefined;
  try {
    const response = await request(url, {
      ...(dispatcher && { dispatcher }),
      // Requests are an hour apart, and a function sleeps between them: no connection would last.
      reset: true,
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      headers: { accept: "application/json", "user-agent": "ecr-scout" },
    });
    status = response.statusCode;
    text = await readText(response.body);
  } catch (error) {
    throw unavailable(url, "it did not answer", error);
  }
  if (status !== 200) throw unavailable(url, `it answered ${status}`);
  if (text === undefined) throw unavailable(url, `it answered more than ${MAX_BYTES} bytes`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unavailable(url, "it did not answer JSON", error);
  }
}

/** @returns Undefined where it is too long; the connection is freed then. */
async function readText(body: AsyncIterable<Buffer>): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString("utf8");
}

/** That nobody can sign in at the moment, and why. */
export function unavailable(url: URL, reason: string, cause?: unknown): TransientError {
  return new TransientError(
    "sign-in-unavailable",
    `The keys of the identity provider can't be fetched from ${url.origin}${url.pathname}: ${reason}. It is tried again; if it stays, check the issuer in the settings.`,
    { cause },
  );
}
