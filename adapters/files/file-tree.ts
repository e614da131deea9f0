/** Read access to files by relative path: of a folder, or within an archive. */
export interface FileTree {
  /** Where it is, for messages. */
  readonly place: string;
  /**
   * A small file whole, or undefined where there is none.
   * @throws PermanentError `file-too-large`, `unreadable`
   */
  readSmall(path: string, maxBytes: number): Promise<Buffer | undefined>;
  /**
   * A file's bytes in order, or undefined where there is none.
   * @throws PermanentError `unreadable`
   */
  open(path: string, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array> | undefined>;
  close(): Promise<void>;
}
