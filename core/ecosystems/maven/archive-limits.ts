/**
 * Limits of what one archive of an image may make us do. An archive is hostile until read:
 * a small one may unpack to terabytes or hold itself.
 */
export const ARCHIVE_LIMITS = {
  /** Archives up to this are read by their directory; larger ones as their bytes come by. */
  wholeBytes: 16 * 1024 * 1024,
  /** A descriptor; manifests of signed archives name every file and reach megabytes. */
  textBytes: 8 * 1024 * 1024,
  /** An archive inside an archive, unpacked. The largest real ones are some 20 MiB. */
  nestedBytes: 32 * 1024 * 1024,
  /** All that is unpacked of one file, together: a second's work. */
  unpackedBytes: 256 * 1024 * 1024,
  /** ear → war → jar → shaded jar. */
  depth: 4,
  /** Entries of all directories together; the largest real programs have 200,000. */
  entries: 1_000_000,
  warnings: 20,
} as const;

/** What is left of the limits for one file of the image, and what went wrong in it. */
export class ArchiveBudget {
  #unpackedBytes: number;
  #entries: number;
  readonly #warnings: string[] = [];

  constructor(limits: { readonly unpackedBytes: number; readonly entries: number }) {
    this.#unpackedBytes = limits.unpackedBytes;
    this.#entries = limits.entries;
  }

  /** How many bytes one entry may still unpack to. */
  unpackLimit(limit: number): number {
    return Math.min(limit, this.#unpackedBytes);
  }

  spend(unpackedBytes: number): void {
    this.#unpackedBytes -= unpackedBytes;
  }

  /** Counts an entry; false: there were too many. */
  takeEntry(): boolean {
    this.#entries -= 1;
    return this.#entries >= 0;
  }

  warn(message: string): void {
    if (this.#warnings.length < ARCHIVE_LIMITS.warnings) this.#warnings.push(message);
  }

  get warnings(): readonly string[] {
    return this.#warnings;
  }
}
