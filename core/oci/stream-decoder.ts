import type { Transform, TransformOptions } from "node:stream";

/** Bytes of each unpacked piece: with zlib's default of 16 KiB, inflating takes twice as long. */
const CHUNK_BYTES = 1 << 20;
/**
 * Bytes that are gathered before they are unpacked: a registry's pieces have some 10 to 64 KiB, and
 * each piece of work is a journey to the thread pool and back.
 */
const INPUT_BYTES = 256 << 10;
/** One piece is being unpacked, one waits so that the thread pool need not; a third is gathered. */
const MAX_WORKING = 2;

/** What the streams are made with. `highWaterMark` reaches the stream's constructor, though its types don't say so. */
export const ZLIB_OPTIONS: Pick<TransformOptions, "highWaterMark"> & {
  readonly chunkSize: number;
} = {
  chunkSize: CHUNK_BYTES,
  highWaterMark: MAX_WORKING * INPUT_BYTES,
};

/**
 * Drives one of zlib's streams, which work in the thread pool, as a `Decoder`: gathers what is
 * written to pieces worth the journey, and gives memory back as soon as it was used.
 */
export class StreamDecoder {
  readonly #stream: Transform;
  #failure: { readonly error: unknown } | undefined;
  #wake: (() => void) | undefined;
  /** What is gathered for the next piece of work, and buffers that no work uses any more. */
  #input: Buffer | undefined;
  #filled = 0;
  readonly #free: Buffer[] = [];
  #working = 0;

  /**
   * @param stream Made with `ZLIB_OPTIONS`.
   * @param consume Takes unpacked bytes, valid only during the call.
   * @param translate Makes an error of zlib's one of ours.
   */
  constructor(
    stream: Transform,
    consume: (chunk: Buffer) => void,
    translate: (error: Error) => Error,
  ) {
    this.#stream = stream;
    const wake = (): void => {
      this.#wake?.();
    };
    stream.on("data", (chunk: Buffer) => {
      if (this.#failure) return;
      try {
        consume(chunk);
        free(chunk);
      } catch (error) {
        this.#failure = { error };
        stream.destroy();
      }
    });
    stream.on("error", (error) => {
      this.#failure ??= { error: translate(error) };
    });
    stream.on("end", wake);
    stream.on("close", wake);
  }

  /** As `Decoder.write`. @throws what zlib or the consumer failed with */
  write(chunk: Buffer): Promise<void> | undefined {
    this.#throwFailure();
    const taken = this.#gather(chunk);
    if (this.#filled < INPUT_BYTES) return undefined;
    const wait = this.flush();
    return taken === chunk.length ? wait : this.#writeRest(chunk.subarray(taken), wait);
  }

  /** Has everything that was written unpacked, however little it is. */
  flush(): Promise<void> | undefined {
    const input = this.#input;
    if (!input || this.#filled === 0) return undefined;
    if (this.#isOver) {
      // The zeros that may follow gzip: zlib would never take them.
      this.#filled = 0;
      return undefined;
    }
    this.#stream.write(input.subarray(0, this.#filled), () => {
      this.#working--;
      this.#free.push(input);
      this.#wake?.();
    });
    this.#working++;
    this.#input = undefined;
    this.#filled = 0;
    return this.#working < MAX_WORKING ? undefined : this.#waitForRoom();
  }

  /** As `Decoder.end`. */
  async end(): Promise<void> {
    this.#throwFailure();
    await this.flush();
    this.#stream.end();
    while (!this.#isOver) await this.#wait();
    this.#throwFailure();
  }

  /** As `Decoder.destroy`. */
  destroy(): void {
    this.#stream.destroy();
  }

  get #isOver(): boolean {
    return this.#stream.readableEnded || this.#stream.closed;
  }

  /** @returns How many bytes there was room for. */
  #gather(chunk: Buffer): number {
    this.#input ??= this.#free.pop() ?? Buffer.allocUnsafe(INPUT_BYTES);
    const taken = chunk.copy(this.#input, this.#filled);
    this.#filled += taken;
    return taken;
  }

  async #writeRest(chunk: Buffer, wait: Promise<void> | undefined): Promise<void> {
    await wait;
    await this.write(chunk);
  }

  async #waitForRoom(): Promise<void> {
    while (this.#working >= MAX_WORKING && !this.#isOver) await this.#wait();
    this.#throwFailure();
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

/**
 * Gives back the memory of unpacked bytes at once. Left to the garbage collector, each 50 MB of
 * them would cause a full collection: a third of all work. zlib fills a buffer of its own piece
 * by piece and leaves it when it is full: the piece that ends where the buffer ends is the last.
 */
function free({ buffer, byteOffset, byteLength }: Buffer): void {
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength !== CHUNK_BYTES) return;
  if (byteOffset + byteLength === CHUNK_BYTES) buffer.transfer(0);
}
