import type { Transform, TransformOptions } from "node:stream";
import { constants, createGunzip, createZstdDecompress } from "node:zlib";
import { corruptGzip, corruptZstd } from "./decoder-errors.ts";
import type { Limits } from "./limits.ts";
import { ZstdFrames } from "./zstd-frames.ts";

/** Takes unpacked bytes; what it throws comes out of the decoder. */
export type ByteConsumer = (chunk: Buffer) => void;

/** Unpacks a stream piece by piece. After a failure only `destroy` may be called. */
export interface Decoder {
  /** @returns A promise when the writer is to wait, so that memory stays bounded. */
  write(chunk: Buffer): Promise<void> | undefined;
  /** Ends once the consumer has had everything. */
  end(): Promise<void>;
  /** Frees what the decoder holds, whatever state it is in. */
  destroy(): void;
}

export type Encoding = "gzip" | "zstd" | "none";

/** Bytes of each unpacked piece: with zlib's default of 16 KiB, inflating takes twice as long. */
const CHUNK_BYTES = 1 << 20;
/** Bytes that may wait to be unpacked, so that the thread pool need not wait for the next piece. */
const WAITING_BYTES = 256 << 10;

/** `highWaterMark` reaches the stream's constructor, though its types don't say so. */
const STREAM_OPTIONS: Pick<TransformOptions, "highWaterMark"> & { readonly chunkSize: number } = {
  chunkSize: CHUNK_BYTES,
  highWaterMark: WAITING_BYTES,
};

/** How a blob is packed, by its first bytes: media types are sometimes wrong. */
export function sniffEncoding(start: Buffer): Encoding {
  if (start[0] === 0x1f && start[1] === 0x8b) return "gzip";
  if (start.length < 4) return "none";
  const magic = start.readUInt32LE(0);
  return magic === 0xfd2fb528 || magic >>> 4 === 0x184d2a5 ? "zstd" : "none";
}

/** A decoder that calls `consume` with each piece in order. */
export function createDecoder(encoding: Encoding, limits: Limits, consume: ByteConsumer): Decoder {
  switch (encoding) {
    case "gzip":
      return new StreamDecoder(createGunzip(STREAM_OPTIONS), consume, (error) =>
        corruptGzip(error.message, error),
      );
    case "zstd":
      return new ZstdDecoder(limits, consume);
    case "none":
      return {
        write(chunk) {
          consume(chunk);
          return undefined;
        },
        end: () => Promise.resolve(),
        destroy: () => undefined,
      };
  }
}

/** Drives one of zlib's streams, which work in the thread pool. */
class StreamDecoder implements Decoder {
  readonly #stream: Transform;
  #failure: { readonly error: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(stream: Transform, consume: ByteConsumer, translate: (error: Error) => Error) {
    this.#stream = stream;
    const wake = (): void => {
      this.#wake?.();
    };
    stream.on("data", (chunk: Buffer) => {
      if (this.#failure) return;
      try {
        consume(chunk);
      } catch (error) {
        this.#failure = { error };
        stream.destroy();
      }
    });
    stream.on("error", (error) => {
      this.#failure ??= { error: translate(error) };
    });
    stream.on("drain", wake);
    stream.on("end", wake);
    stream.on("close", wake);
  }

  write(chunk: Buffer): Promise<void> | undefined {
    this.#throwFailure();
    return this.#stream.write(chunk) ? undefined : this.#wait();
  }

  async end(): Promise<void> {
    this.#throwFailure();
    this.#stream.end();
    while (!this.#stream.readableEnded && !this.#stream.closed) await this.#wait();
    this.#throwFailure();
  }

  destroy(): void {
    this.#stream.destroy();
  }

  async #wait(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }
}

class ZstdDecoder implements Decoder {
  readonly #frames = new ZstdFrames();
  readonly #stream: StreamDecoder;

  constructor(limits: Limits, consume: ByteConsumer) {
    const stream = createZstdDecompress({
      ...STREAM_OPTIONS,
      params: { [constants.ZSTD_d_windowLogMax]: limits.zstdWindowLog },
    });
    this.#stream = new StreamDecoder(stream, consume, (error) => corruptZstd(error.message, error));
  }

  write(chunk: Buffer): Promise<void> | undefined {
    const pieces = this.#frames.split(chunk);
    const [only] = pieces;
    return pieces.length === 1 && only ? this.#stream.write(only) : this.#writeAll(pieces);
  }

  async #writeAll(pieces: readonly Buffer[]): Promise<void> {
    for (const piece of pieces) await this.#stream.write(piece);
  }

  end(): Promise<void> {
    if (!this.#frames.isBetweenFrames) {
      return Promise.reject(corruptZstd("it ends within a frame"));
    }
    return this.#stream.end();
  }

  destroy(): void {
    this.#stream.destroy();
  }
}
