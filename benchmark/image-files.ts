import type { Dirent } from "node:fs";
import { existsSync, lstatSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import type { LayerFile } from "./tar-writer.ts";

/** A folder of this machine, and where and how much of it goes into a layer. */
export interface Subtree {
  readonly from: string;
  /** In the layer, without leading slash. */
  readonly to: string;
  /** Bytes of content at most; whole files in the order of their names until they reach it. */
  readonly maxBytes: number;
  /** Files of these names only. */
  readonly accept?: (name: string) => boolean;
}

/** The regular files and symbolic links of a folder, as far as they can be read. */
export function listSubtree(subtree: Subtree): LayerFile[] {
  const files: LayerFile[] = [];
  let bytes = 0;
  const visit = (from: string, to: string): void => {
    for (const entry of sortedEntries(from)) {
      if (bytes >= subtree.maxBytes) return;
      const source = join(from, entry.name);
      const path = to === "" ? entry.name : `${to}/${entry.name}`;
      if (entry.isDirectory()) {
        visit(source, path);
      } else if (entry.isSymbolicLink()) {
        files.push({ path, mode: 0o777, linkTarget: readlinkSync(source) });
      } else if (entry.isFile() && (subtree.accept?.(entry.name) ?? true)) {
        const { size, mode } = lstatSync(source);
        files.push({ path, mode, source: { path: source, size } });
        bytes += size;
      }
    }
  };
  if (existsSync(subtree.from)) visit(subtree.from, subtree.to);
  return files;
}

function sortedEntries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // A folder of another user: the image does without.
    return [];
  }
}
