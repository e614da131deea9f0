import type { FileScanner, ParsedFile } from "../ecosystem.ts";
import { goPackages } from "./build-info.ts";
import { BUILD_INFO_ALIGN, BUILD_INFO_MAGIC, readBuildInfo } from "./build-info-format.ts";
import { EXECUTABLE_HEAD, looksLikeExecutable } from "./executable.ts";

/** Where in the magic, `\xff Go buildinf:`, its rarest letter in programs stands. */
const KEY_START = 2;
/**
 * A part of the magic to look for first: for up to 7 bytes Node.js looks for the first byte as
 * fast as memory is read, four times as fast as for the whole.
 */
const KEY = BUILD_INFO_MAGIC.subarray(KEY_START, KEY_START + 7);
/** The end of a chunk that the next one may complete to a magic. */
const OVERLAP = BUILD_INFO_MAGIC.length - 1;
/** Places that look like a build info and are none: real programs have at most a few. */
const MAX_CANDIDATES = 64;

const TOO_OLD =
  "It was built by Go before 1.18, whose build information can't be read from a stream, so its " +
  "modules are unknown. Build it with a newer Go.";
const TOO_MANY =
  "It has too many places that look like Go build information, so its modules are unknown.";

/** Bytes that are kept until there are as many as are needed. */
interface Collection {
  readonly parts: Buffer[];
  /** Place of the first byte in the file. */
  readonly at: number;
  readonly needed: number;
  length: number;
}

/**
 * Finds the build info that Go (since 1.18) puts into executables, wherever in the file it lies,
 * as the bytes come by. Keeps a few bytes of each chunk and the build info itself.
 */
export class BuildInfoScanner implements FileScanner {
  #position = 0;
  #isExecutable = false;
  #done = false;
  #result: ParsedFile | undefined;
  #sawPointers = false;
  #candidates = 0;
  #tail = Buffer.alloc(0);
  #collection: Collection | undefined = { parts: [], at: 0, needed: EXECUTABLE_HEAD, length: 0 };

  push(chunk: Buffer): void {
    if (this.#done || chunk.length === 0) return;
    const at = this.#position;
    this.#position += chunk.length;
    if (this.#collection !== undefined) this.#collect(this.#collection, chunk);
    else if (this.#magicSpans(chunk)) {
      this.#search(Buffer.concat([this.#tail, chunk]), at - this.#tail.length);
    } else this.#search(chunk, at);
  }

  finish(): ParsedFile | undefined {
    // What began like a build info and goes on behind the end of the file is none.
    while (!this.#done && this.#isExecutable && this.#collection !== undefined) {
      const { parts, at } = this.#collection;
      this.#collection = undefined;
      this.#search(Buffer.concat(parts), at, 1);
    }
    return this.#result ?? (this.#sawPointers ? { warnings: [TOO_OLD] } : undefined);
  }

  #collect(collection: Collection, chunk: Buffer): void {
    collection.parts.push(Buffer.from(chunk));
    collection.length += chunk.length;
    if (collection.length < collection.needed) return;
    this.#collection = undefined;
    const bytes = Buffer.concat(collection.parts);
    this.#isExecutable ||= looksLikeExecutable(bytes);
    if (this.#isExecutable) this.#search(bytes, collection.at);
    else this.#done = true;
  }

  /** Whether a magic begins in the chunk before and ends in this one. */
  #magicSpans(chunk: Buffer): boolean {
    const joint = Buffer.concat([this.#tail, chunk.subarray(0, OVERLAP)]);
    return joint.includes(BUILD_INFO_MAGIC);
  }

  /** @param at Place of the bytes in the file. @param from Where among them to begin. */
  #search(bytes: Buffer, at: number, from = 0): void {
    let found = indexOfMagic(bytes, from);
    for (; found >= 0; found = indexOfMagic(bytes, found + 1)) {
      if ((at + found) % BUILD_INFO_ALIGN !== 0) continue;
      const reading = readBuildInfo(bytes.subarray(found));
      if (reading.kind === "complete") {
        const packages = goPackages(reading.info);
        this.#stop(packages.length === 0 ? undefined : { packages });
        return;
      }
      this.#candidates += 1;
      if (this.#candidates > MAX_CANDIDATES) {
        this.#stop({ warnings: [TOO_MANY] });
        return;
      }
      if (reading.kind === "incomplete") {
        const rest = Buffer.from(bytes.subarray(found));
        const { needed } = reading;
        this.#collection = { parts: [rest], at: at + found, needed, length: rest.length };
        return;
      }
      this.#sawPointers ||= reading.kind === "pointers";
    }
    const joint = bytes.length < OVERLAP ? Buffer.concat([this.#tail, bytes]) : bytes;
    this.#tail = Buffer.from(joint.subarray(Math.max(0, joint.length - OVERLAP)));
  }

  #stop(result: ParsedFile | undefined): void {
    this.#done = true;
    this.#result = result;
  }
}

/** As `bytes.indexOf(BUILD_INFO_MAGIC, from)`. */
function indexOfMagic(bytes: Buffer, from: number): number {
  let key = bytes.indexOf(KEY, from + KEY_START);
  while (key >= 0) {
    const start = key - KEY_START;
    if (bytes.subarray(start, start + BUILD_INFO_MAGIC.length).equals(BUILD_INFO_MAGIC))
      return start;
    key = bytes.indexOf(KEY, key + 1);
  }
  return -1;
}
