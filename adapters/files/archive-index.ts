import type { FileHandle } from "node:fs/promises";
import { normalisePath, parentOf } from "../../core/oci/entry-path.ts";
import type { Limits } from "../../core/oci/limits.ts";
import { DEFAULT_LIMITS } from "../../core/oci/limits.ts";
import { type TarEntry, TarWalker } from "../../core/oci/tar.ts";
import { readRange } from "./read-range.ts";

/** Where a file's bytes are in an archive. */
export interface ArchiveFile {
  readonly offset: number;
  readonly size: number;
}

/** The files of an archive by normalised path, links resolved. */
export type ArchiveIndex = ReadonlyMap<string, ArchiveFile>;

/** An archive of an image has some hundred entries: a file system's is no such archive. */
const MAX_ENTRIES = 200_000;

/** Blocks that are read at once where headers follow each other. */
const WINDOW = 16 * 1024;

/** `docker save` links equal layers, a link to a link is already unusual. */
const MAX_LINKS = 8;

/**
 * Lists an archive by its headers alone: bodies are stepped over.
 * @throws PermanentError `corrupt-tar`, `truncated-tar`, `too-many-entries`
 */
export async function indexArchive(handle: FileHandle, size: number): Promise<ArchiveIndex> {
  const files = new Map<string, ArchiveFile>();
  const links = new Map<string, string>();
  const limits: Limits = { ...DEFAULT_LIMITS, entries: MAX_ENTRIES };
  const walker = new TarWalker(
    {
      entry(entry) {
        addEntry(entry, files, links);
        return undefined;
      },
      warn: () => undefined,
    },
    limits,
  );
  let offset = 0;
  while (offset < size) {
    for await (const chunk of readRange(handle, offset, Math.min(WINDOW, size - offset))) {
      walker.push(chunk);
      offset += chunk.length;
    }
    offset += walker.skipAhead();
  }
  // A body that was stepped over beyond the end: the archive is cut off.
  if (offset > size) walker.push(Buffer.alloc(1));
  walker.end();
  for (const path of links.keys()) {
    const target = follow(path, files, links);
    if (target !== undefined) files.set(path, target);
  }
  return files;
}

/** Sparse files, whose bytes are not in one piece, count as absent. */
function addEntry(
  entry: TarEntry,
  files: Map<string, ArchiveFile>,
  links: Map<string, string>,
): void {
  const { path, kind, size, storedSize, bodyOffset, linkTarget } = entry;
  files.delete(path);
  links.delete(path);
  if (kind === "file" && size === storedSize) files.set(path, { offset: bodyOffset, size });
  // A symbolic link is relative to its folder, a hard link to the archive.
  const from = kind === "symlink" && !linkTarget.startsWith("/") ? `${parentOf(path)}/` : "";
  const target = kind === "symlink" || kind === "hardlink" ? normalisePath(from + linkTarget) : "";
  if (target !== "" && target !== undefined) links.set(path, target);
}

function follow(
  path: string,
  files: ReadonlyMap<string, ArchiveFile>,
  links: ReadonlyMap<string, string>,
): ArchiveFile | undefined {
  let current: string | undefined = path;
  for (let steps = 0; steps <= MAX_LINKS && current !== undefined; steps += 1) {
    const file = files.get(current);
    if (file !== undefined) return file;
    current = links.get(current);
  }
  return undefined;
}
