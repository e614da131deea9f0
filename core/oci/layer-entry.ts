/** What an entry of a layer is. `other`: devices, pipes and whatever else holds no content. */
export type EntryKind = "file" | "directory" | "symlink" | "hardlink" | "other";

/** An entry of a layer, from a tar header or a folder on disk. */
export interface LayerEntry {
  /** Normalised: no leading or trailing slash, no empty, `.` or `..` segment; `""` is the root. */
  readonly path: string;
  readonly kind: EntryKind;
  /** Bytes of a file's content, holes included; 0 for everything else. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  /** Of links, as written; `""` for everything else. */
  readonly linkTarget: string;
}

/** Takes the content of one entry. */
export interface EntrySink {
  /** The next bytes, valid only during the call. */
  write(chunk: Buffer): void;
  /** After the last byte; not called when reading stops early. */
  end(): void;
}

/** Takes the entries of a layer in their order. */
export interface EntryHandler<Entry extends LayerEntry = LayerEntry> {
  /** @returns Where the content goes, or undefined when it is not wanted. */
  entry(entry: Entry): EntrySink | undefined;
  /** Something of the archive could not be read as it should be; reading goes on. */
  warn(code: string, message: string, path?: string): void;
}
