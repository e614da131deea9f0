import { createReadStream } from "node:fs";

/** One entry of a layer to write. Exactly one of the sources, or none for an empty file. */
export interface LayerFile {
  /** In the layer, without leading slash. */
  readonly path: string;
  readonly mode: number;
  /** A file of this machine, with the bytes that it had when it was listed. */
  readonly source?: { readonly path: string; readonly size: number };
  readonly content?: Buffer;
  readonly linkTarget?: string;
}

const BLOCK = 512;

/** The bytes of a tar file (POSIX.1-2001 pax), two closing blocks included. */
export async function* writeTar(files: readonly LayerFile[]): AsyncGenerator<Buffer> {
  for (const file of files) {
    const size = file.source?.size ?? file.content?.length ?? 0;
    yield* headers(file, size);
    if (file.content !== undefined) yield file.content;
    if (file.source !== undefined) yield* exactly(file.source.path, size);
    yield Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
  }
  yield Buffer.alloc(2 * BLOCK);
}

/** A file that shrank or went since it was listed is filled up, so that the archive stays sound. */
async function* exactly(path: string, size: number): AsyncGenerator<Buffer> {
  if (size === 0) return;
  let left = size;
  const options = { end: size - 1, highWaterMark: 1024 * 1024 };
  try {
    for await (const chunk of createReadStream(path, options) as AsyncIterable<Buffer>) {
      left -= chunk.length;
      yield chunk;
    }
  } catch {
    // What is left is zeros.
  }
  if (left > 0) yield Buffer.alloc(left);
}

function* headers(file: LayerFile, size: number): Generator<Buffer> {
  const records = [
    ["path", file.path],
    ["linkpath", file.linkTarget ?? ""],
  ].filter(([, value]) => Buffer.byteLength(value ?? "") > 100);
  if (records.length > 0) {
    const body = Buffer.concat(records.map(([key, value]) => record(`${key}=${value}\n`)));
    yield header({ path: "pax", mode: 0o644 }, "x", body.length);
    yield body;
    yield Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK);
  }
  yield header(file, file.linkTarget === undefined ? "0" : "2", size);
}

/** `length key=value\n`, the length counting itself. */
function record(text: string): Buffer {
  const bytes = Buffer.byteLength(text) + 1;
  let length = bytes + String(bytes).length;
  if (bytes + String(length).length !== length) length += 1;
  return Buffer.from(`${length} ${text}`);
}

function header(file: LayerFile, type: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(file.path, 0, 100);
  block.write(`${octal(file.mode & 0o7777, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100);
  block.write(`${octal(size, 11)}\0${octal(0, 11)}\0`, 124);
  block.write(" ".repeat(8), 148);
  block.write(type, 156);
  block.write(file.linkTarget ?? "", 157, 100);
  block.write("ustar\u000000", 257);
  let sum = 0;
  for (const byte of block) sum += byte;
  block.write(`${octal(sum, 6)}\0 `, 148);
  return block;
}

function octal(value: number, width: number): string {
  return value.toString(8).padStart(width, "0");
}
