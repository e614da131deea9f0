import { inflateRawSync } from "node:zlib";

/** How an entry's bytes are stored. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.4.5 */
export const STORED = 0;
export const DEFLATED = 8;

/** Bit of an entry's flags: it is encrypted. */
export const FLAG_ENCRYPTED = 1;
/** Bit of an entry's flags: its sizes follow its bytes. */
export const FLAG_DESCRIPTOR = 8;

const MIN_CHUNK = 4 * 1024;
const MAX_CHUNK = 1024 * 1024;

/**
 * Unpacks an entry's bytes.
 * @param limit At most so many bytes, whatever its header says.
 * @throws Error when it is larger, damaged, or stored in another way.
 */
export function unpackEntry(method: number, data: Buffer, limit: number): Buffer {
  if (method === STORED) {
    if (data.length > limit) throw tooLarge(limit);
    return data;
  }
  if (method !== DEFLATED) throw new Error(`its compression method ${method} is not supported`);
  const chunkSize = Math.min(Math.max(data.length * 4, MIN_CHUNK), MAX_CHUNK);
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(limit, 1), chunkSize });
  } catch (cause) {
    if (isTooLarge(cause)) throw tooLarge(limit, cause);
    throw new Error("its compressed bytes are damaged", { cause });
  }
}

function isTooLarge(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "ERR_BUFFER_TOO_LARGE"
  );
}

function tooLarge(limit: number, cause?: unknown): Error {
  return new Error(`it unpacks to more than the ${limit} bytes that are left for it`, { cause });
}
