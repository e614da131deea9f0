/**
 * Hashes of paths stand for the hundred thousands of entries of a layer that only
 * matter because they hide something below them. 53 bits fit a number exactly; among
 * a million entries and a million questions one false answer has a chance of 1 in 9,000.
 */
const { imul } = Math;
const LANE_A = 0x9e3779b1;
const LANE_B = 0x85ebca77;
const LOW_21_BITS = 0x1fffff;
const TWO_TO_32 = 0x100000000;
const BYTES = 8;
const PAGE = 16_384;

/** A number of 53 bits that stands for a normalised path. Part of cached results: never change it. */
export function pathHash(path: string): number {
  let a = 0x243f6a88;
  let b = 0x13198a2e;
  for (let at = 0; at < path.length; at++) {
    const code = path.charCodeAt(at);
    a = imul(a ^ code, LANE_A);
    b = imul(((b << 13) | (b >>> 19)) ^ code, LANE_B);
  }
  // Each lane's high bits decide about the other's low ones, as in MurmurHash3's finalizer.
  a = imul(a ^ (b >>> 15), 0xc2b2ae3d);
  b = imul(b ^ (a >>> 13), 0x27d4eb2f);
  a ^= b >>> 16;
  return (b & LOW_21_BITS) * TWO_TO_32 + (a >>> 0);
}

/** Gathers hashes at 8 bytes each. */
export class PathHashList {
  readonly #full: Float64Array[] = [];
  #page = new Float64Array(64);
  #used = 0;

  /** Hashes added, repeated ones included. */
  get size(): number {
    return this.#full.length * PAGE + this.#used;
  }

  add(hash: number): void {
    if (this.#used === this.#page.length) this.#grow();
    this.#page[this.#used++] = hash;
  }

  /** The hashes as a set; the list stays as it is. */
  toSet(): PathHashSet {
    const all = new Float64Array(this.size);
    for (const [index, page] of this.#full.entries()) all.set(page, index * PAGE);
    all.set(this.#page.subarray(0, this.#used), this.#full.length * PAGE);
    all.sort();
    let unique = 0;
    for (let at = 0; at < all.length; at++) {
      const hash = all[at] ?? 0;
      if (at === 0 || hash !== all[unique - 1]) all[unique++] = hash;
    }
    return new PathHashSet(all.subarray(0, unique));
  }

  #grow(): void {
    if (this.#used < PAGE) {
      const larger = new Float64Array(Math.min(this.#used * 4, PAGE));
      larger.set(this.#page);
      this.#page = larger;
      return;
    }
    this.#full.push(this.#page);
    this.#page = new Float64Array(PAGE);
    this.#used = 0;
  }
}

/** A set of hashes that can be stored as text. */
export class PathHashSet {
  readonly #sorted: Float64Array;

  /** @param sorted Ascending, each once. */
  constructor(sorted: Float64Array) {
    this.#sorted = sorted;
  }

  get size(): number {
    return this.#sorted.length;
  }

  has(hash: number): boolean {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const value = this.#sorted[middle] ?? 0;
      if (value === hash) return true;
      if (value < hash) low = middle + 1;
      else high = middle;
    }
    return false;
  }

  /** Base64 of the hashes as little-endian doubles. */
  encode(): string {
    const { buffer, byteOffset, byteLength } = this.#sorted;
    return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
  }
}

/** Reads what `PathHashSet.encode` wrote. */
export function decodePathHashes(text: string): PathHashSet {
  const bytes = Buffer.from(text, "base64");
  const sorted = new Float64Array(Math.floor(bytes.length / BYTES));
  bytes.copy(Buffer.from(sorted.buffer));
  return new PathHashSet(sorted);
}
