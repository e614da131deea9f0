import { parentOf } from "./entry-path.ts";
import type { ReadFile } from "./file-reading.ts";
import { pathHash } from "./path-hash.ts";

/**
 * The files of one layer that told something. Where a tar holds several entries for a
 * path, the last one counts, and a file that replaces a folder takes what was in it.
 */
export class FoundFiles {
  readonly #files = new Map<string, { readonly file: ReadFile; readonly time: number }>();
  /** Folders, at any height, of these files. */
  readonly #folders = new Set<number>();
  /** When something else came at the path of such a folder. */
  readonly #replaced = new Map<number, number>();
  #time = 0;

  get(path: string): ReadFile | undefined {
    return this.#files.get(path)?.file;
  }

  set(path: string, file: ReadFile): void {
    this.#files.set(path, { file, time: ++this.#time });
    let folder = parentOf(path);
    while (folder !== "") {
      const hash = pathHash(folder);
      if (this.#folders.has(hash)) return;
      this.#folders.add(hash);
      folder = parentOf(folder);
    }
  }

  /** A folder came at this path: no file is there any more. */
  replaceByFolder(path: string): void {
    this.#files.delete(path);
  }

  /** Something else came at this path: nothing is there or, once settled, below it any more. */
  replace(path: string, hash: number): void {
    this.#files.delete(path);
    if (this.#folders.has(hash)) this.#replaced.set(hash, ++this.#time);
  }

  /** Drops what lay in folders that were replaced later: once, after the last entry. */
  settle(): void {
    if (this.#replaced.size === 0) return;
    for (const [path, { time }] of this.#files) {
      for (let folder = parentOf(path); folder !== ""; folder = parentOf(folder)) {
        if ((this.#replaced.get(pathHash(folder)) ?? 0) > time) this.#files.delete(path);
      }
    }
    this.#replaced.clear();
  }

  /** By path in the order of its UTF-16 codes, so that equal layers give equal results. */
  sorted(): (readonly [string, ReadFile])[] {
    return [...this.#files]
      .map(([path, { file }]) => [path, file] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
