import type { ParsedFile } from "../ecosystem.ts";
import { addOwnedPath } from "../owned-path.ts";

const SLASH = 0x2f;

/** Reads `info/<package>.list`: one absolute path a line, folders before what they hold. */
export function parseFileList(bytes: Buffer): ParsedFile | undefined {
  const owned: string[] = [];
  const text = bytes.toString("utf8");
  for (let start = 0; start < text.length;) {
    let end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    if (text.charCodeAt(start) === SLASH) addOwnedPath(owned, text.slice(start + 1, end));
    start = end + 1;
  }
  return owned.length === 0 ? undefined : { ownedPaths: owned };
}

/** Reads `<package>.md5sums`: a digest of 32 digits, two spaces, and a path without leading slash. */
export function parseMd5sums(bytes: Buffer): ParsedFile | undefined {
  const owned: string[] = [];
  for (const line of bytes.toString("utf8").split("\n")) {
    const space = line.indexOf(" ");
    if (space !== 32) continue;
    const path = line.slice(space).trim();
    addOwnedPath(owned, path.startsWith("./") ? path.slice(2) : path);
  }
  return owned.length === 0 ? undefined : { ownedPaths: owned };
}
