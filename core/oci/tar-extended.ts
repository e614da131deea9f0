import { BodyBuffer } from "./body-buffer.ts";
import type { EntrySink } from "./layer-entry.ts";
import { corruptTar, readString, type RawHeader } from "./tar-header.ts";
import { parsePaxRecords, type PaxRecords } from "./tar-pax.ts";

/** What the headers before an entry, and its own, say of it together. */
export interface DescribedEntry {
  /** Not normalised. */
  readonly name: string;
  readonly linkTarget: string;
  /** Bytes of the stored body. */
  readonly storedSize: number;
  /** Of PAX headers, where there were any. */
  readonly records: PaxRecords | undefined;
}

const PAX = "x".charCodeAt(0);
const SOLARIS_PAX = "X".charCodeAt(0);
const GLOBAL_PAX = "g".charCodeAt(0);
const GNU_LONG_NAME = "L".charCodeAt(0);
const GNU_LONG_LINK = "K".charCodeAt(0);

/** Whether a header of this type tells of the next entry instead of being one. */
export function isExtendedHeader(type: number): boolean {
  return (
    type === PAX ||
    type === GNU_LONG_NAME ||
    type === GNU_LONG_LINK ||
    type === GLOBAL_PAX ||
    type === SOLARIS_PAX
  );
}

/** Keeps what PAX headers and GNU's long names tell until the entry that they belong to. */
export class ExtendedHeaders {
  readonly #maxBytes: number;
  readonly #onGlobalHeader: () => void;
  #pax: PaxRecords | undefined;
  #longName: string | undefined;
  #longLink: string | undefined;
  #isOpen = false;

  /** @param onGlobalHeader Called for a global PAX header that would rename or resize entries. */
  constructor(maxBytes: number, onGlobalHeader: () => void) {
    this.#maxBytes = maxBytes;
    this.#onGlobalHeader = onGlobalHeader;
  }

  /** True between an extended header and its entry: an archive must not end there. */
  get isPending(): boolean {
    return (
      this.#isOpen ||
      this.#pax !== undefined ||
      this.#longName !== undefined ||
      this.#longLink !== undefined
    );
  }

  /**
   * Where the body of an extended header goes.
   * @throws PermanentError `corrupt-tar`, also from the sink
   */
  read(raw: RawHeader): EntrySink {
    if (raw.size > this.#maxBytes) throw corruptTar("an extended header is too large");
    const body = new BodyBuffer(raw.size);
    this.#isOpen = true;
    return {
      write: (chunk) => {
        body.write(chunk);
      },
      end: () => {
        this.#isOpen = false;
        this.#apply(raw.type, body.bytes());
      },
    };
  }

  /** Joins an entry's own header with those before it, which are used up by that. */
  describe(raw: RawHeader): DescribedEntry {
    const records = this.#pax;
    const described = {
      name: records?.sparseName ?? records?.path ?? this.#longName ?? raw.name,
      linkTarget: records?.linkPath ?? this.#longLink ?? raw.linkName,
      storedSize: records?.size ?? raw.size,
      records,
    };
    this.#pax = undefined;
    this.#longName = undefined;
    this.#longLink = undefined;
    return described;
  }

  #apply(type: number, body: Buffer): void {
    switch (type) {
      case GNU_LONG_NAME:
        this.#longName = readString(body, 0, body.length);
        return;
      case GNU_LONG_LINK:
        this.#longLink = readString(body, 0, body.length);
        return;
      case GLOBAL_PAX:
        // Docker and containerd ignore global headers: an image holds what it holds without them.
        if (Object.keys(parsePaxRecords(body)).length > 0) this.#onGlobalHeader();
        return;
      default:
        this.#pax = parsePaxRecords(body);
    }
  }
}
