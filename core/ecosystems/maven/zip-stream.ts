import { FLAG_DESCRIPTOR } from "./zip-entry.ts";

/** What a walk through an archive meets. */
export interface ZipVisitor {
  /** Most bytes, as they are stored, that this entry may have to be handed over; undefined: skip it. */
  wants(name: string): number | undefined;
  /** A wanted entry, whole. */
  entry(name: string, flags: number, method: number, data: Buffer): void;
  /** A wanted entry that is larger than allowed. */
  tooLarge(name: string): void;
}

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const DIRECTORY = 0x02014b50;
const END = 0x06054b50;
const LOCAL_SIZE = 30;
const IN_EXTRA = 0xffffffff;
const ZIP64_EXTRA = 1;
const PK = Buffer.from("PK");
const LOCAL_MAGIC = Buffer.from([0x50, 0x4b, 3, 4]);
/** A descriptor of ZIP64, and the signature behind it that tells it from the shorter one. */
const DESCRIPTOR_WINDOW = 24 + 2;
/** Scripts before an archive that starts itself are some 10 KiB. */
const MAX_PREFIX = 1024 * 1024;

interface OpenEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  /** Undefined: its sizes follow its bytes. */
  readonly size: number | undefined;
  readonly maxBytes: number;
  /** Undefined: not wanted, or too large. */
  parts: Buffer[] | undefined;
  length: number;
}

/**
 * Walks a ZIP archive from its first byte on, by the headers before each entry; where an entry's
 * size only follows its bytes, by looking for the descriptor that gives just this size.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.3.6 to 4.3.9
 */
export class ZipStream {
  readonly #visitor: ZipVisitor;
  #rest = Buffer.alloc(0);
  #entry: OpenEntry | undefined;
  #started = false;
  #skipped = 0;
  #state: "walking" | "complete" | "damaged" = "walking";

  constructor(visitor: ZipVisitor) {
    this.#visitor = visitor;
  }

  push(chunk: Buffer): void {
    if (this.#state !== "walking") return;
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (;;) {
      const next = this.#step(bytes, at);
      if (next === undefined) break;
      at = next;
    }
    this.#rest = Buffer.from(bytes.subarray(at));
  }

  /** `complete` when the central directory was reached. */
  get state(): "complete" | "truncated" | "damaged" {
    return this.#state === "walking" ? "truncated" : this.#state;
  }

  /** Goes on from `at`; undefined: more bytes are needed, or it is over. */
  #step(bytes: Buffer, at: number): number | undefined {
    if (this.#state !== "walking") return undefined;
    if (!this.#started) return this.#start(bytes, at);
    if (this.#entry === undefined) return this.#header(bytes, at);
    return this.#entry.size === undefined
      ? this.#dataOfUnknownSize(bytes, at, this.#entry)
      : this.#data(bytes, at, this.#entry, this.#entry.size);
  }

  #start(bytes: Buffer, at: number): number | undefined {
    const found = bytes.indexOf(LOCAL_MAGIC, at);
    this.#started = found >= 0;
    if (found >= 0) return found;
    const kept = Math.max(at, bytes.length - LOCAL_MAGIC.length + 1);
    this.#skipped += kept - at;
    if (this.#skipped > MAX_PREFIX) this.#state = "damaged";
    return kept === at ? undefined : kept;
  }

  #header(bytes: Buffer, at: number): number | undefined {
    if (at + LOCAL_SIZE > bytes.length) {
      // The end of an archive without entries is shorter than a header.
      if (at + 4 <= bytes.length && bytes.readUInt32LE(at) === END) this.#state = "complete";
      return undefined;
    }
    const signature = bytes.readUInt32LE(at);
    if (signature === DESCRIPTOR) return at + descriptorSize(bytes, at);
    if (signature !== LOCAL) {
      this.#state = signature === DIRECTORY || signature === END ? "complete" : "damaged";
      return undefined;
    }
    const nameEnd = at + LOCAL_SIZE + bytes.readUInt16LE(at + 26);
    const end = nameEnd + bytes.readUInt16LE(at + 28);
    if (end > bytes.length) return undefined;
    const name = bytes.toString("utf8", at + LOCAL_SIZE, nameEnd);
    const flags = bytes.readUInt16LE(at + 6);
    const maxBytes = this.#visitor.wants(name);
    this.#entry = {
      name,
      flags,
      method: bytes.readUInt16LE(at + 8),
      size: storedSize(bytes.readUInt32LE(at + 18), flags, bytes.subarray(nameEnd, end)),
      maxBytes: maxBytes ?? 0,
      parts: maxBytes === undefined ? undefined : [],
      length: 0,
    };
    return end;
  }

  #data(bytes: Buffer, at: number, entry: OpenEntry, size: number): number | undefined {
    const end = Math.min(bytes.length, at + size - entry.length);
    this.#take(entry, bytes, at, end);
    if (entry.length === size) this.#close(entry);
    else if (end === at) return undefined;
    return end;
  }

  #dataOfUnknownSize(bytes: Buffer, at: number, entry: OpenEntry): number | undefined {
    for (let found = bytes.indexOf(PK, at); ; found = bytes.indexOf(PK, found + 1)) {
      const isLast = found < 0 || found + DESCRIPTOR_WINDOW > bytes.length;
      if (isLast) {
        // What may be the beginning of the descriptor has to be seen again with what follows.
        const end = Math.max(at, found < 0 ? bytes.length - 1 : found);
        this.#take(entry, bytes, at, end);
        return end === at ? undefined : end;
      }
      const isDescriptor = bytes.readUInt32LE(found) === DESCRIPTOR;
      const size = entry.length + found - at;
      if (isDescriptor && bytes.readUInt32LE(found + 8) === size % 2 ** 32) {
        this.#take(entry, bytes, at, found);
        this.#close(entry);
        return found;
      }
    }
  }

  #take(entry: OpenEntry, bytes: Buffer, start: number, end: number): void {
    entry.length += end - start;
    if (entry.parts === undefined) return;
    if (entry.length > entry.maxBytes) {
      entry.parts = undefined;
      this.#visitor.tooLarge(entry.name);
      return;
    }
    entry.parts.push(Buffer.from(bytes.subarray(start, end)));
  }

  #close({ name, flags, method, parts }: OpenEntry): void {
    this.#entry = undefined;
    if (parts !== undefined) this.#visitor.entry(name, flags, method, Buffer.concat(parts));
  }
}

/** Two sizes of 4 bytes, or of 8 in ZIP64: what follows begins with PK again. */
function descriptorSize(bytes: Buffer, at: number): number {
  return bytes.subarray(at + 16, at + 18).equals(PK) ? 16 : 24;
}

function storedSize(size: number, flags: number, extra: Buffer): number | undefined {
  if (size === 0 && (flags & FLAG_DESCRIPTOR) !== 0) return undefined;
  if (size !== IN_EXTRA) return size;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    // Size, then stored size: both are there in a header before an entry.
    if (extra.readUInt16LE(at) === ZIP64_EXTRA && at + 20 <= extra.length) {
      const stored = Number(extra.readBigUInt64LE(at + 12));
      return stored === 0 && (flags & FLAG_DESCRIPTOR) !== 0 ? undefined : stored;
    }
  }
  return size;
}
