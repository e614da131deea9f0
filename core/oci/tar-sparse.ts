import type { EntrySink } from "./layer-entry.ts";
import { corruptTar, readNumber, TAR_BLOCK } from "./tar-header.ts";
import { decimal, type PaxRecords, type SparseMap } from "./tar-pax.ts";

/** A sparse file; without a map, its body begins with it. */
export interface SparseFile {
  readonly map: SparseMap | undefined;
  /** Of the file with its holes, bytes. */
  readonly size: number;
}

const HOLE = Buffer.alloc(65_536);

/** GNU tar manual, "Storing Sparse Files": fields of the old GNU header and of its extension blocks. */
const OLD_GNU_MAP = 386;
const OLD_GNU_PIECES = 4;
const OLD_GNU_MORE = 482;
const OLD_GNU_SIZE = 483;
const EXTENSION_PIECES = 21;
const EXTENSION_MORE = 504;

/** The sparse file that PAX records tell of, if they do. */
export function sparseOf(records: PaxRecords): SparseFile | undefined {
  const { sparseMap, sparseMapInBody, sparseSize } = records;
  if (sparseSize === undefined) return undefined;
  return { map: sparseMapInBody ? undefined : (sparseMap ?? []), size: sparseSize };
}

/** What an old GNU header (type flag S) tells: the beginning of its map, and the length with holes. */
export function readOldSparseHeader(
  block: Buffer,
  at: number,
): { map: number[]; size: number; more: boolean } {
  const map: number[] = [];
  readPieces(map, block, at + OLD_GNU_MAP, OLD_GNU_PIECES);
  return {
    map,
    size: readNumber(block, at + OLD_GNU_SIZE, 12),
    more: block[at + OLD_GNU_MORE] !== 0,
  };
}

/** Adds the pieces of an extension block. @returns Whether another one follows. */
export function readSparseExtension(map: number[], block: Buffer, at: number): boolean {
  readPieces(map, block, at, EXTENSION_PIECES);
  return block[at + EXTENSION_MORE] !== 0;
}

function readPieces(map: number[], block: Buffer, start: number, count: number): void {
  for (let at = start; at < start + count * 24; at += 24) {
    if (block[at] === 0) return;
    map.push(readNumber(block, at, 12), readNumber(block, at + 12, 12));
  }
}

/** Puts the holes back between a sparse file's stored pieces. */
export class SparseSink implements EntrySink {
  readonly #target: EntrySink;
  readonly #map: SparseMap;
  readonly #size: number;
  #index = 0;
  #position = 0;

  /**
   * @param size Of the file with its holes, bytes.
   * @throws PermanentError `corrupt-tar` when the map contradicts itself or the size
   */
  constructor(target: EntrySink, map: SparseMap, size: number) {
    this.#target = target;
    this.#map = map;
    this.#size = size;
    let end = 0;
    for (let index = 0; index < map.length; index += 2) {
      const offset = map[index] ?? 0;
      if (offset < end) throw corruptTar("a sparse file's map is out of order");
      end = offset + (map[index + 1] ?? 0);
    }
    if (end > size) throw corruptTar("a sparse file's map goes beyond its end");
  }

  write(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      const [offset, length] = [this.#map[this.#index], this.#map[this.#index + 1]];
      if (offset === undefined || length === undefined) {
        throw corruptTar("a sparse file has more bytes than its map");
      }
      this.#fillTo(offset);
      const bytes = Math.min(offset + length - this.#position, chunk.length - at);
      if (bytes > 0) this.#target.write(chunk.subarray(at, at + bytes));
      at += bytes;
      this.#position += bytes;
      if (this.#position >= offset + length) this.#index += 2;
    }
  }

  end(): void {
    for (let index = this.#index; index < this.#map.length; index += 2) {
      if (this.#map[index + 1] !== 0)
        throw corruptTar("a sparse file has fewer bytes than its map");
    }
    this.#fillTo(this.#size);
    this.#target.end();
  }

  #fillTo(offset: number): void {
    while (this.#position < offset) {
      const bytes = Math.min(offset - this.#position, HOLE.length);
      this.#target.write(HOLE.subarray(0, bytes));
      this.#position += bytes;
    }
  }
}

/** A sparse file of PAX format 1.0: the map stands before the content, as lines of decimal numbers. */
export class SparseBodySink implements EntrySink {
  readonly #target: EntrySink;
  readonly #size: number;
  readonly #maxMapBytes: number;
  #text: Buffer = Buffer.alloc(0);
  #content: SparseSink | undefined;

  /** @param size Of the file with its holes, bytes. */
  constructor(target: EntrySink, size: number, maxMapBytes: number) {
    this.#target = target;
    this.#size = size;
    this.#maxMapBytes = maxMapBytes;
  }

  write(chunk: Buffer): void {
    if (this.#content) {
      this.#content.write(chunk);
      return;
    }
    this.#text = Buffer.concat([this.#text, chunk]);
    const map = readMap(this.#text);
    if (map) {
      this.#content = new SparseSink(this.#target, map.numbers, this.#size);
      this.#content.write(this.#text.subarray(map.end));
    } else if (this.#text.length > this.#maxMapBytes) {
      throw corruptTar("a sparse file's map is too long");
    }
  }

  end(): void {
    if (!this.#content) throw corruptTar("a sparse file ends within its map");
    this.#content.end();
  }
}

/** The count of pieces, then their numbers, padded to a whole block; undefined: not all of it is there. */
function readMap(text: Buffer): { numbers: number[]; end: number } | undefined {
  const values: number[] = [];
  let at = 0;
  while (values.length === 0 || values.length <= 2 * (values[0] ?? 0)) {
    const newline = text.indexOf(10, at);
    if (newline < 0) return undefined;
    const value = decimal(text.toString("latin1", at, Math.min(newline, at + 20)));
    if (!Number.isSafeInteger(value)) throw corruptTar("a sparse file's map is malformed");
    values.push(value);
    at = newline + 1;
  }
  const end = Math.ceil(at / TAR_BLOCK) * TAR_BLOCK;
  return end <= text.length ? { numbers: values.slice(1), end } : undefined;
}
