import { PermanentError } from "../errors.ts";
import { createDecoder, sniffEncoding, type Decoder, type Encoding } from "./decoder.ts";
import { bomb, corruptGzip, corruptZstd } from "./decoder-errors.ts";
import type { EntryHandler } from "./layer-entry.ts";
import type { Limits } from "./limits.ts";
import { TarWalker, type TarEntry } from "./tar.ts";

const MAGIC_BYTES = 4;

/** Unpacks a layer's blob as it comes by, and walks the tar archive in it. */
export class LayerUnpacking {
  readonly #walker: TarWalker;
  readonly #mediaType: string;
  readonly #limits: Limits;
  /** What came before there was enough to tell the encoding. */
  #start: Buffer = Buffer.alloc(0);
  #encoding: Encoding = "none";
  #decoder: Decoder | undefined;
  #stored = 0;
  #unpacked = 0;

  constructor(handler: EntryHandler<TarEntry>, mediaType: string, limits: Limits) {
    this.#walker = new TarWalker(handler, limits);
    this.#mediaType = mediaType;
    this.#limits = limits;
  }

  /** Bytes of the tar archive so far. */
  get unpackedBytes(): number {
    return this.#unpacked;
  }

  /**
   * Takes the next bytes of the blob, which must not change until this is done.
   * @returns A promise when the following ones are to wait.
   * @throws PermanentError `corrupt-gzip`, `corrupt-zstd`, `corrupt-tar`, `bomb`, `too-many-entries`
   */
  write(chunk: Buffer): Promise<void> | undefined {
    this.#stored += chunk.length;
    if (this.#decoder) return this.#feed(this.#decoder, chunk);
    const start = this.#start.length === 0 ? chunk : Buffer.concat([this.#start, chunk]);
    if (start.length >= MAGIC_BYTES) return this.#feed(this.#begin(start), start);
    this.#start = Buffer.from(start);
    return undefined;
  }

  /**
   * Ends once everything was unpacked and walked.
   * @throws PermanentError as `write`, and `truncated-tar`
   */
  async end(): Promise<void> {
    const isShort = !this.#decoder;
    const decoder = this.#decoder ?? this.#begin(this.#start);
    if (isShort) await this.#feed(decoder, this.#start);
    await decoder.end();
    try {
      this.#walker.end();
    } catch (error) {
      throw this.#blame(error);
    }
  }

  /** Frees the decoder, whatever happened. */
  destroy(): void {
    this.#decoder?.destroy();
  }

  #begin(start: Buffer): Decoder {
    this.#encoding = sniffEncoding(start);
    this.#decoder = createDecoder(this.#encoding, this.#limits, (chunk) => {
      this.#consume(chunk);
    });
    return this.#decoder;
  }

  #feed(decoder: Decoder, chunk: Buffer): Promise<void> | undefined {
    try {
      return decoder.write(chunk);
    } catch (error) {
      throw this.#blame(error);
    }
  }

  #consume(chunk: Buffer): void {
    const { layerBytes, ratioFreeBytes, maxRatio } = this.#limits;
    this.#unpacked += chunk.length;
    if (this.#unpacked > layerBytes) throw bomb(`more than ${layerBytes} bytes`);
    if (this.#unpacked > ratioFreeBytes && this.#unpacked > this.#stored * maxRatio) {
      throw bomb(`more than ${maxRatio} times its size`);
    }
    this.#walker.push(chunk);
  }

  /** What its media type calls gzip or zstd, and is neither nor a tar, is no corrupt tar. */
  #blame(error: unknown): unknown {
    if (this.#encoding !== "none" || this.#walker.entries > 0) return error;
    if (!(error instanceof PermanentError) || !error.code.endsWith("-tar")) return error;
    if (/gzip$/.test(this.#mediaType)) return corruptGzip("it does not begin as such", error);
    if (/zstd$/.test(this.#mediaType)) return corruptZstd("it does not begin as such", error);
    return error;
  }
}
