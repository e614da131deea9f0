import { corruptZstd } from "./decoder-errors.ts";

/** The field that comes next, once the bytes to be passed over have gone by. */
type Field = "magic" | "skippable-size" | "descriptor" | "block";

/** RFC 8878, 3.1.1 and 3.1.2. */
const FRAME_MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a5;
const CHECKSUM_BYTES = 4;
const FIELD_BYTES: Readonly<Record<Field, number>> = {
  magic: 4,
  "skippable-size": 4,
  descriptor: 1,
  block: 3,
};

/** RFC 8878, 3.1.1.1: bytes of the dictionary's identifier and of the content's size by their flags. */
const DICTIONARY_BYTES = [0, 1, 2, 4];
const CONTENT_SIZE_BYTES = [0, 2, 4, 8];

/**
 * Finds where the frames of a zstd stream end, without decompressing. Node.js's decoder
 * drops, without an error, what follows the end of a frame within one write; layers of
 * containers/storage (zstd:chunked) and of pzstd have thousands of frames. It reads them
 * all when it is given pieces that end where frames end.
 */
export class ZstdFrames {
  #field: Field = "magic";
  #value = 0;
  #read = 0;
  /** Bytes to pass over before the next field. */
  #skip = 0;
  #hasChecksum = false;

  /** True where the stream may end: at its beginning and between frames. */
  get isBetweenFrames(): boolean {
    return this.#field === "magic" && this.#read === 0 && this.#skip === 0;
  }

  /**
   * Cuts the next bytes of the stream at the ends of frames.
   * @throws PermanentError `corrupt-zstd`
   */
  split(chunk: Buffer): Buffer[] {
    const pieces: Buffer[] = [];
    let start = 0;
    let at = 0;
    while (at < chunk.length) {
      at = this.#skip > 0 ? this.#pass(chunk.length, at) : this.#take(chunk, at);
      if (!this.isBetweenFrames) continue;
      pieces.push(chunk.subarray(start, at));
      start = at;
    }
    if (start < at) pieces.push(chunk.subarray(start));
    return pieces;
  }

  #pass(length: number, at: number): number {
    const bytes = Math.min(this.#skip, length - at);
    this.#skip -= bytes;
    return at + bytes;
  }

  #take(chunk: Buffer, at: number): number {
    this.#value += (chunk[at] ?? 0) * 2 ** (8 * this.#read);
    this.#read++;
    if (this.#read === FIELD_BYTES[this.#field]) {
      const value = this.#value;
      this.#value = 0;
      this.#read = 0;
      this.#apply(value);
    }
    return at + 1;
  }

  #apply(value: number): void {
    switch (this.#field) {
      case "magic":
        if (value === FRAME_MAGIC) this.#field = "descriptor";
        else if (value >>> 4 === SKIPPABLE_MAGIC) this.#field = "skippable-size";
        else throw corruptZstd("something that is no frame follows a frame");
        return;
      case "skippable-size":
        this.#skip = value;
        this.#field = "magic";
        return;
      case "descriptor":
        this.#descriptor(value);
        return;
      case "block":
        this.#block(value);
    }
  }

  #descriptor(value: number): void {
    const isSingleSegment = (value & 0x20) !== 0;
    const sizeFlag = value >>> 6;
    const sizeBytes = sizeFlag === 0 && isSingleSegment ? 1 : (CONTENT_SIZE_BYTES[sizeFlag] ?? 0);
    this.#hasChecksum = (value & 4) !== 0;
    this.#skip = (isSingleSegment ? 0 : 1) + (DICTIONARY_BYTES[value & 3] ?? 0) + sizeBytes;
    this.#field = "block";
  }

  #block(value: number): void {
    const isLast = (value & 1) !== 0;
    const isRepeatedByte = ((value >>> 1) & 3) === 1;
    this.#skip = isRepeatedByte ? 1 : value >>> 3;
    if (!isLast) return;
    if (this.#hasChecksum) this.#skip += CHECKSUM_BYTES;
    this.#field = "magic";
  }
}
