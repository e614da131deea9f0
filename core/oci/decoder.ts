import { constants, createGunzip, createZstdDecompress } from "node:zlib";
import { corruptGzip, corruptZstd } from "./decoder-errors.ts";
import type { Limits } from "./limits.ts";
import { StreamDecoder, ZLIB_OPTIONS } from "./stream-decoder.ts";
import { ZstdFrames } from "./zstd-frames.ts";

/** Takes unpacked bytes, valid only during the call; what it throws comes out of the decoder. */
export type ByteConsumer = (chunk: Buffer) => void;

/** Unpacks a stream piece by piece. After a failure only `destroy` may be called. */
export interface Decoder {
  /**
   * @param chunk Must not change until this is done.
   * @returns A promise when the writer is to wait, so that memory stays bounded.
   */
  write(chunk: Buffer): Promise<void> | undefined;
  /** Ends once the consumer has had everything. */
  end(): Promise<void>;
  /** Frees what the decoder holds, whatever state it is in. */
  destroy(): void;
}

export type Encoding = "gzip" | "zstd" | "none";

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
      return new StreamDecoder(createGunzip(ZLIB_OPTIONS), consume, (error) =>
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

class ZstdDecoder implements Decoder {
  readonly #frames = new ZstdFrames();
  readonly #stream: StreamDecoder;

  constructor(limits: Limits, consume: ByteConsumer) {
    const stream = createZstdDecompress({
      ...ZLIB_OPTIONS,
      params: { [constants.ZSTD_d_windowLogMax]: limits.zstdWindowLog },
    });
    this.#stream = new StreamDecoder(stream, consume, (error) => corruptZstd(error.message, error));
  }

  write(chunk: Buffer): Promise<void> | undefined {
    const pieces = this.#frames.split(chunk);
    const [only] = pieces;
    const isWithinFrame = pieces.length === 1 && !this.#frames.isBetweenFrames;
    return isWithinFrame && only ? this.#stream.write(only) : this.#writeAll(pieces);
  }

  /** The last piece may end within a frame; it may as well be unpacked at once. */
  async #writeAll(pieces: readonly Buffer[]): Promise<void> {
    for (const piece of pieces) {
      await this.#stream.write(piece);
      await this.#stream.flush();
    }
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
