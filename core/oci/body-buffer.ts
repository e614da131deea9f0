/** Gathers the content of one entry whose size is known and within a limit. */
export class BodyBuffer {
  readonly #size: number;
  #bytes: Buffer | undefined;
  #filled = 0;

  /** @param size Bytes that will come. */
  constructor(size: number) {
    this.#size = size;
  }

  /** Takes the next bytes; when they are all of it, without copying. */
  write(chunk: Buffer): void {
    if (this.#filled === 0 && chunk.length === this.#size) {
      this.#bytes = chunk;
    } else {
      // Only now: many small contents lie in one chunk and need no memory of their own.
      this.#bytes ??= Buffer.allocUnsafe(this.#size);
      chunk.copy(this.#bytes, this.#filled);
    }
    this.#filled += chunk.length;
  }

  /** What came. Without copying it is a part of the last chunk: parse it at once. */
  bytes(): Buffer {
    return this.#bytes?.subarray(0, this.#filled) ?? Buffer.alloc(0);
  }
}
