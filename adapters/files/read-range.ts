import type { FileHandle } from "node:fs/promises";

/** Large enough that reading costs little, small enough that layers side by side stay small. */
const CHUNK = 256 * 1024;

/**
 * Bytes of an open file from `offset` on. Each chunk has memory of its own. A file that
 * ends early ends the iteration early: the reader knows how much there should be.
 */
export async function* readRange(
  handle: FileHandle,
  offset: number,
  length: number,
  signal?: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  let position = offset;
  const end = offset + length;
  while (position < end) {
    signal?.throwIfAborted();
    const size = Math.min(CHUNK, end - position);
    const { bytesRead, buffer } = await handle.read(
      Buffer.allocUnsafeSlow(size),
      0,
      size,
      position,
    );
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The same bytes at once: for small ones. */
export async function readWhole(
  handle: FileHandle,
  offset: number,
  length: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readRange(handle, offset, length)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
