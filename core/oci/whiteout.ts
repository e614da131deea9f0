import { parentOf } from "./entry-path.ts";

/**
 * What an entry's name says of lower layers (image-spec layer.md, "Whiteouts"): the path
 * that it removes, the folder whose content it hides, or that it is to be ignored.
 */
export type Whiteout =
  | { readonly kind: "remove"; readonly path: string }
  | { readonly kind: "opaque"; readonly folder: string }
  | { readonly kind: "ignore" };

const PREFIX = ".wh.";
/** Names of AUFS's own book-keeping, which Docker's tools skip. */
const AUFS_PREFIX = ".wh..wh.";
const OPAQUE = ".wh..wh..opq";

/** @returns undefined for an ordinary entry: `anywhere` and `a.wh.b` are ordinary names. */
export function whiteoutOf(path: string): Whiteout | undefined {
  const start = path.lastIndexOf("/") + 1;
  if (path.startsWith(PREFIX, start)) {
    const name = path.slice(start);
    if (name === OPAQUE) return { kind: "opaque", folder: parentOf(path) };
    const removed = name.slice(PREFIX.length);
    const isName = removed !== "" && removed !== "." && removed !== "..";
    if (!isName || name.startsWith(AUFS_PREFIX)) return { kind: "ignore" };
    return { kind: "remove", path: path.slice(0, start) + removed };
  }
  // The link targets in /.wh..wh.plnk have names of their own.
  return path.startsWith(AUFS_PREFIX) ? { kind: "ignore" } : undefined;
}
