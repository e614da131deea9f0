import type { Dispatcher } from "undici";
import type { Descriptor } from "../../core/oci/image-source.ts";
import { TransientError } from "../../core/errors.ts";
import { bodyPieces } from "./body-pieces.ts";
import { networkFailure } from "./failures.ts";
import { delayAfter, withRetries } from "./retry.ts";
import type { RetryPolicy } from "./retry.ts";
import type { Fetching, Transport } from "./transport.ts";
import { get } from "./transport.ts";

/**
 * Opens a blob. The returned bytes come as the network brings them; a connection
 * that breaks on the way is resumed by `Range` where the server can, so that the
 * reader's digest covers all pieces. Nothing is read ahead of the reader. A piece is only valid
 * until the next one is asked for.
 * @throws PermanentError `blob-unknown`, `access-denied`, …, TransientError, before the first byte
 */
export async function openBlob(
  transport: Transport,
  retries: RetryPolicy,
  fetching: Fetching,
  descriptor: Descriptor,
): Promise<AsyncIterable<Uint8Array>> {
  const first = await withRetries(retries, () => get(transport, fetching), fetching.signal);
  return streamBlob(transport, retries, fetching, descriptor, first);
}

async function* streamBlob(
  transport: Transport,
  retries: RetryPolicy,
  fetching: Fetching,
  descriptor: Descriptor,
  first: Dispatcher.ResponseData,
): AsyncGenerator<Uint8Array, void, undefined> {
  let response = first;
  let delivered = 0;
  for (let tried = 1; ; tried += 1) {
    try {
      for await (const chunk of bodyPieces(response.body)) {
        delivered += chunk.length;
        yield chunk;
      }
      return;
    } catch (error) {
      const asked = { what: fetching.what, host: fetching.url.host, missing: fetching.missing };
      const failure = networkFailure(asked, error, fetching.signal);
      const delay = delayAfter(failure, tried);
      // A body that is longer than announced would not be mended by more of it.
      const mayResume = delay !== undefined && delivered < descriptor.size;
      if (!mayResume || tried >= retries.attempts) throw failure;
      await retries.sleep(delay, fetching.signal);
      response = await resume(transport, fetching, delivered, failure);
    }
  }
}

/** Asks for the rest (RFC 9110, section 14); a server that sends another part can't resume. */
async function resume(
  transport: Transport,
  fetching: Fetching,
  offset: number,
  failure: unknown,
): Promise<Dispatcher.ResponseData> {
  const headers = offset === 0 ? {} : { range: `bytes=${offset}-` };
  const response = await get(transport, {
    ...fetching,
    headers: { ...fetching.headers, ...headers },
  });
  if (offset === 0 && response.statusCode === 200) return response;
  const range = response.headers["content-range"];
  if (response.statusCode === 206 && String(range).startsWith(`bytes ${offset}-`)) return response;
  response.body.destroy();
  throw failure instanceof Error
    ? failure
    : new TransientError("unreachable", `${fetching.what} could not be resumed. Try again later.`);
}
