import { s3Error } from "./errors.ts";

/** Longest line between chunks: a size with a signature, or a trailing header. */
const LONGEST_LINE = 4096;

/**
 * Reads the `aws-chunked` encoding: the body's bytes come out, trailing headers go into `trailers`
 * (names in lower case). Signatures of chunks are not checked.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 *
 * @throws AwsError IncompleteBody, InvalidRequest
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const iterator = source[Symbol.asyncIterator]();
  let pending: Buffer = Buffer.alloc(0);

  async function fill(): Promise<void> {
    const next = await iterator.next();
    if (next.done === true) {
      throw s3Error("IncompleteBody", "The body ended in the middle of a chunk.");
    }
    pending = pending.length === 0 ? next.value : Buffer.concat([pending, next.value]);
  }

  async function line(): Promise<string> {
    let end = pending.indexOf("\r\n");
    while (end < 0) {
      if (pending.length > LONGEST_LINE) throw s3Error("InvalidRequest", "A chunk has no header.");
      await fill();
      end = pending.indexOf("\r\n");
    }
    const text = pending.toString("latin1", 0, end);
    pending = pending.subarray(end + 2);
    return text;
  }

  for (;;) {
    const header = await line();
    const size = /^([0-9a-f]{1,8})(?:;|$)/iu.exec(header)?.[1];
    if (size === undefined) throw s3Error("InvalidRequest", "A chunk's size can't be read.");
    let left = Number.parseInt(size, 16);
    if (left === 0) break;
    while (left > 0) {
      if (pending.length === 0) await fill();
      const part = pending.subarray(0, left);
      pending = pending.subarray(part.length);
      left -= part.length;
      yield part;
    }
    if ((await line()) !== "") throw s3Error("InvalidRequest", "A chunk is longer than its size.");
  }
  for (let trailer = await line(); trailer !== ""; trailer = await line()) {
    const [name = "", ...value] = trailer.split(":");
    trailers.set(name.trim().toLowerCase(), value.join(":").trim());
  }
}
