import { type FileHandle, open } from "node:fs/promises";
import { PermanentError } from "../../core/errors.ts";
import { type ArchiveIndex, indexArchive } from "./archive-index.ts";
import { errorCode } from "../../core/error-code.ts";
import type { FileTree } from "./file-tree.ts";
import { tooLarge } from "./folder-tree.ts";
import { readRange, readWhole } from "./read-range.ts";

/** What a compressed archive begins with, and how to unpack it. */
const COMPRESSIONS = [
  { magic: "1f8b", name: "gzip", command: "gunzip" },
  { magic: "28b52ffd", name: "zstd", command: "unzstd" },
  { magic: "425a68", name: "bzip2", command: "bunzip2" },
  { magic: "fd377a585a00", name: "xz", command: "unxz" },
] as const;

/** The files of a tar archive, read in place; nothing is unpacked. */
export interface ArchiveTree extends FileTree {
  readonly index: ArchiveIndex;
}

/**
 * @throws PermanentError `unreadable`, `compressed-archive`, `not-an-archive`, `corrupt-tar`,
 * `truncated-tar`
 */
export async function openArchiveTree(path: string): Promise<ArchiveTree> {
  const handle = await openFile(path);
  try {
    const { size } = await handle.stat();
    await refuseCompressed(handle, path);
    return treeOf(handle, path, await indexOf(handle, path, size));
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A file that is broken from its first header on was never a tar. */
async function indexOf(handle: FileHandle, path: string, size: number): Promise<ArchiveIndex> {
  try {
    return await indexArchive(handle, size);
  } catch (error) {
    if (!(error instanceof PermanentError) || (await beginsAsTar(handle, size))) throw error;
    throw new PermanentError(
      "not-an-archive",
      `${path} is no tar archive. Name a file that \`docker save\` or \`skopeo copy\` made.`,
      { cause: error },
    );
  }
}

/** Whether the first header has a tar's mark. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06 */
async function beginsAsTar(handle: FileHandle, size: number): Promise<boolean> {
  const mark = { offset: 257, length: 5 };
  if (size < mark.offset + mark.length) return false;
  return (await readWhole(handle, mark.offset, mark.length)).toString("latin1") === "ustar";
}

function treeOf(handle: FileHandle, path: string, index: ArchiveIndex): ArchiveTree {
  return {
    place: path,
    index,
    async readSmall(name, maxBytes) {
      const file = index.get(name);
      if (file === undefined) return undefined;
      if (file.size > maxBytes) throw tooLarge(path, name, file.size, maxBytes);
      return readWhole(handle, file.offset, file.size);
    },
    open(name, signal) {
      const file = index.get(name);
      return Promise.resolve(file && readRange(handle, file.offset, file.size, signal));
    },
    close: () => handle.close(),
  };
}

async function openFile(path: string): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    handle = await open(path);
  } catch (error) {
    const code = errorCode(error) ?? "unknown error";
    throw new PermanentError(
      "unreadable",
      `The archive ${path} can't be opened (${code}). Check its path and permissions.`,
      { cause: error },
    );
  }
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new PermanentError("unreadable", `${path} is no file. An archive is one tar file.`);
}

async function refuseCompressed(handle: FileHandle, path: string): Promise<void> {
  const start = (await readWhole(handle, 0, 8)).toString("hex");
  const found = COMPRESSIONS.find(({ magic }) => start.startsWith(magic));
  if (found === undefined) return;
  throw new PermanentError(
    "compressed-archive",
    `${path} is compressed with ${found.name}, so its parts can't be read in place. Unpack it first: ${found.command} ${path}`,
  );
}
