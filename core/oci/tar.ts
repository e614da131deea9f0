import { PermanentError } from "../errors.ts";
import { normalisePath, pathDepth } from "./entry-path.ts";
import type { EntryHandler, EntryKind, EntrySink, LayerEntry } from "./layer-entry.ts";
import type { Limits } from "./limits.ts";
import { ExtendedHeaders, isExtendedHeader } from "./tar-extended.ts";
import {
  corruptTar,
  parseTarHeader,
  TAR_BLOCK,
  truncatedTar,
  type RawHeader,
} from "./tar-header.ts";
import {
  readOldSparseHeader,
  readSparseExtension,
  SparseBodySink,
  SparseSink,
  sparseOf,
  type SparseFile,
} from "./tar-sparse.ts";

/** An entry of a tar archive, with its place in it. */
export interface TarEntry extends LayerEntry {
  /** Where its stored body begins in the archive, bytes. */
  readonly bodyOffset: number;
  /** Length of the stored body: of a sparse file less than `size`. */
  readonly storedSize: number;
}

const OLD_GNU_SPARSE = "S".charCodeAt(0);
/** Links, devices, folders and pipes have no body, whatever their size field says: as Go has it. */
const FIRST_WITHOUT_BODY = "1".charCodeAt(0);
const LAST_WITHOUT_BODY = "6".charCodeAt(0);
const VOLUME_LABEL = "V".charCodeAt(0);

/**
 * Walks a tar archive as its bytes come by: ustar, PAX and GNU tar, in whatever
 * chunks. Bodies that nobody wants are passed over by arithmetic alone. What ends an
 * archive is as with Go's archive/tar, which unpacks images everywhere: two blocks of
 * zeros, after which anything may follow, or the end of input between two entries.
 */
export class TarWalker {
  readonly #handler: EntryHandler<TarEntry>;
  readonly #limits: Limits;
  readonly #extended: ExtendedHeaders;
  /** Bytes of the archive that are used. */
  #offset = 0;
  /** Bytes to come of the body in hand, and of the zeros that fill its last block. */
  #body = 0;
  #padding = 0;
  #sink: EntrySink | undefined;
  /** A header that comes in pieces. */
  readonly #block = Buffer.allocUnsafe(TAR_BLOCK);
  #filled = 0;
  /** An old GNU sparse header whose map goes on in the next block. */
  #sparse: { readonly raw: RawHeader; readonly map: number[]; readonly size: number } | undefined;
  #sawZeroBlock = false;
  #ended = false;
  #entries = 0;

  /** @param handler Is called during `push` and `end`; what it throws comes out of them. */
  constructor(handler: EntryHandler<TarEntry>, limits: Limits) {
    this.#handler = handler;
    this.#limits = limits;
    this.#extended = new ExtendedHeaders(limits.headerBytes, () => {
      const message =
        "A global PAX header sets names or sizes. Container runtimes ignore it, and so does the analysis.";
      handler.warn("global-pax-header", message);
    });
  }

  /** Headers seen so far, extended ones included. */
  get entries(): number {
    return this.#entries;
  }

  /**
   * Takes the next bytes of the archive.
   * @throws PermanentError `corrupt-tar`, `too-many-entries`
   */
  push(chunk: Buffer): void {
    const { length } = chunk;
    let at = 0;
    while (at < length && !this.#ended) {
      if (this.#body > 0) {
        const bytes = Math.min(this.#body, length - at);
        this.#sink?.write(bytes === length ? chunk : chunk.subarray(at, at + bytes));
        this.#body -= bytes;
        at += bytes;
        this.#offset += bytes;
        if (this.#body === 0) this.#endBody();
      } else if (this.#padding > 0) {
        const bytes = Math.min(this.#padding, length - at);
        this.#padding -= bytes;
        at += bytes;
        this.#offset += bytes;
      } else {
        at += this.#takeHeader(chunk, at);
      }
    }
  }

  /**
   * Bytes that follow and that nobody wants: a caller with random access may leave
   * them out of what it pushes. They count as read.
   */
  skipAhead(): number {
    if (this.#ended || this.#sink || this.#filled > 0) return 0;
    const bytes = this.#body + this.#padding;
    this.#body = 0;
    this.#padding = 0;
    this.#offset += bytes;
    return bytes;
  }

  /**
   * Tells that no more bytes come.
   * @throws PermanentError `truncated-tar` within an entry
   */
  end(): void {
    if (this.#ended) return;
    const within = this.#body > 0 || this.#filled > 0 || this.#sparse !== undefined;
    if (within || this.#extended.isPending) throw truncatedTar();
    this.#ended = true;
  }

  /** @returns How many bytes of the chunk belong to the header. */
  #takeHeader(chunk: Buffer, at: number): number {
    const available = chunk.length - at;
    if (this.#filled === 0 && available >= TAR_BLOCK) {
      this.#offset += TAR_BLOCK;
      this.#header(chunk, at);
      return TAR_BLOCK;
    }
    const bytes = Math.min(TAR_BLOCK - this.#filled, available);
    chunk.copy(this.#block, this.#filled, at, at + bytes);
    this.#filled += bytes;
    this.#offset += bytes;
    if (this.#filled === TAR_BLOCK) {
      this.#filled = 0;
      this.#header(this.#block, 0);
    }
    return bytes;
  }

  #header(block: Buffer, at: number): void {
    if (this.#sparse) {
      this.#sparseExtension(this.#sparse, block, at);
      return;
    }
    const raw = parseTarHeader(block, at);
    if (!raw) {
      this.#ended = this.#sawZeroBlock;
      this.#sawZeroBlock = true;
      return;
    }
    if (this.#sawZeroBlock) throw corruptTar("a block of zeros stands between two entries");
    this.#count();
    if (isExtendedHeader(raw.type)) {
      this.#beginBody(raw.size, this.#extended.read(raw));
    } else if (raw.type === VOLUME_LABEL) {
      this.#beginBody(raw.size, undefined);
    } else if (raw.type === OLD_GNU_SPARSE) {
      const { map, size, more } = readOldSparseHeader(block, at);
      if (more) this.#sparse = { raw, map, size };
      else this.#entry(raw, { map, size });
    } else {
      this.#entry(raw, undefined);
    }
  }

  #count(): void {
    this.#entries++;
    if (this.#entries <= this.#limits.entries) return;
    throw new PermanentError(
      "too-many-entries",
      `A layer has more than ${this.#limits.entries} entries, which no honest image needs; it is not analysed.`,
    );
  }

  #sparseExtension(
    sparse: { readonly raw: RawHeader; readonly map: number[]; readonly size: number },
    block: Buffer,
    at: number,
  ): void {
    const more = readSparseExtension(sparse.map, block, at);
    if (sparse.map.length * 8 > this.#limits.headerBytes) {
      throw corruptTar("a sparse file's map is too long");
    }
    if (more) return;
    this.#sparse = undefined;
    this.#entry(sparse.raw, sparse);
  }

  #entry(raw: RawHeader, oldSparse: SparseFile | undefined): void {
    const { name, linkTarget, records, storedSize } = this.#extended.describe(raw);
    const kind = kindOf(raw.type, name);
    const hasBody = raw.type < FIRST_WITHOUT_BODY || raw.type > LAST_WITHOUT_BODY;
    const stored = hasBody ? storedSize : 0;
    const path = this.#pathOf(name);
    if (path === undefined) {
      this.#beginBody(stored, undefined);
      return;
    }
    const sparse = oldSparse ?? (records && sparseOf(records));
    const entry: TarEntry = {
      path,
      kind,
      size: kind === "file" ? (sparse?.size ?? stored) : 0,
      mode: raw.mode,
      linkTarget: kind === "hardlink" || kind === "symlink" ? linkTarget : "",
      bodyOffset: this.#offset,
      storedSize: stored,
    };
    const sink = this.#handler.entry(entry);
    this.#beginBody(stored, sink && sparse ? this.#withHoles(sink, sparse, path) : sink);
  }

  #withHoles(sink: EntrySink, { map, size }: SparseFile, path: string): EntrySink | undefined {
    if (size > this.#limits.wholeFileBytes) {
      const message = `A sparse file of ${size} bytes was not read: it is too large.`;
      this.#handler.warn("file-too-large", message, path);
      return undefined;
    }
    return map
      ? new SparseSink(sink, map, size)
      : new SparseBodySink(sink, size, this.#limits.headerBytes);
  }

  #beginBody(size: number, sink: EntrySink | undefined): void {
    this.#body = size;
    this.#padding = (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK;
    this.#sink = sink;
    if (size === 0) this.#endBody();
  }

  #endBody(): void {
    const sink = this.#sink;
    this.#sink = undefined;
    sink?.end();
  }

  /** @returns undefined, after a warning, for a path that no entry of an image can have. */
  #pathOf(name: string): string | undefined {
    const { pathBytes, pathDepth: maxDepth } = this.#limits;
    if (name.length > pathBytes || (name.length > maxDepth && pathDepth(name) > maxDepth)) {
      const message = `An entry was ignored: its path is longer than ${pathBytes} bytes or deeper than ${maxDepth} folders.`;
      this.#handler.warn("path-too-long", message, `${name.slice(0, 200)}…`);
      return undefined;
    }
    const path = normalisePath(name);
    if (path === undefined) {
      const message = "An entry was ignored: its path leads out of the image.";
      this.#handler.warn("path-traversal", message, name);
    }
    return path;
  }
}

function kindOf(type: number, name: string): EntryKind {
  switch (String.fromCharCode(type)) {
    case "\0":
    case "0":
    case "7":
    case "S":
      return name.endsWith("/") ? "directory" : "file";
    case "1":
      return "hardlink";
    case "2":
      return "symlink";
    case "5":
    case "D":
      return "directory";
    default:
      return "other";
  }
}
