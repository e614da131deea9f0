import { createHash } from "node:crypto";
import { PermanentError } from "../errors.ts";
import { digestAlgorithm, isDigest } from "./digest.ts";
import type { Descriptor } from "./image-source.ts";

/** Failures of the content that may only be the symptom of a blob that is not what it should be. */
const SYMPTOMS: ReadonlySet<string> = new Set([
  "corrupt-gzip",
  "corrupt-zstd",
  "corrupt-tar",
  "truncated-tar",
]);

/**
 * Reads a blob to its end while its size and digest are checked. Content that can't be
 * read is blamed on the content only when the blob proved to be the one that was asked for.
 * @param take Uses the next bytes, which are valid until it is done; a promise holds back the
 * following ones.
 * @throws PermanentError `truncated`, `size-mismatch`, `digest-mismatch`, `unsupported-digest`,
 * and whatever `take` throws
 */
export async function readVerified(
  blob: AsyncIterable<Uint8Array>,
  descriptor: Descriptor,
  take: (chunk: Buffer) => Promise<void> | undefined,
  signal?: AbortSignal,
): Promise<void> {
  const { digest, size } = descriptor;
  if (!isDigest(digest)) throw unsupportedDigest(digest);
  const hash = createHash(digestAlgorithm(digest));
  let read = 0;
  let symptom: PermanentError | undefined;
  for await (const bytes of blob) {
    signal?.throwIfAborted();
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    read += chunk.length;
    if (read > size) throw tooLong(descriptor);
    hash.update(chunk);
    if (symptom) continue;
    try {
      const wait = take(chunk);
      if (wait) await wait;
    } catch (error) {
      if (!(error instanceof PermanentError) || !SYMPTOMS.has(error.code)) throw error;
      symptom = error;
    }
  }
  signal?.throwIfAborted();
  if (read < size) throw truncated(descriptor, read);
  const actual = `${digestAlgorithm(digest)}:${hash.digest("hex")}`;
  if (actual !== digest) throw wrongDigest(descriptor, actual);
  if (symptom) throw symptom;
}

/**
 * Reads a small blob whole, verified.
 * @throws PermanentError `blob-too-large`, and those of `readVerified`
 */
export async function readWholeBlob(
  blob: AsyncIterable<Uint8Array>,
  descriptor: Descriptor,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Buffer> {
  if (descriptor.size > maxBytes) {
    throw new PermanentError(
      "blob-too-large",
      `Blob ${descriptor.digest} has ${descriptor.size} bytes; at most ${maxBytes} are read for its type, ${descriptor.mediaType}.`,
    );
  }
  const chunks: Buffer[] = [];
  await readVerified(
    blob,
    descriptor,
    (chunk) => {
      chunks.push(Buffer.from(chunk));
      return undefined;
    },
    signal,
  );
  return Buffer.concat(chunks);
}

function truncated({ digest, size }: Descriptor, read: number): PermanentError {
  return new PermanentError(
    "truncated",
    `Blob ${digest} ended after ${read} of ${size} bytes. Push the image again.`,
  );
}

function tooLong({ digest, size }: Descriptor): PermanentError {
  return new PermanentError(
    "size-mismatch",
    `Blob ${digest} is longer than the ${size} bytes that its manifest names. Build and push the image again.`,
  );
}

function wrongDigest({ digest }: Descriptor, actual: string): PermanentError {
  return new PermanentError(
    "digest-mismatch",
    `Blob ${digest} was served with other content (${actual}). Push the image again.`,
  );
}

function unsupportedDigest(digest: string): PermanentError {
  return new PermanentError(
    "unsupported-digest",
    `Blob ${digest} can't be verified: its digest is neither sha256 nor sha512.`,
  );
}
