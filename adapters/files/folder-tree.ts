import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { PermanentError } from "../../core/errors.ts";
import { errorCode } from "../../core/error-code.ts";
import type { FileTree } from "./file-tree.ts";
import { readRange, readWhole } from "./read-range.ts";

/**
 * The files of a folder. Callers give paths of their own making: nothing here keeps `..`
 * inside.
 */
export function openFolderTree(folder: string): FileTree {
  return {
    place: folder,
    async readSmall(path, maxBytes) {
      const size = await sizeOf(folder, path);
      if (size === undefined) return undefined;
      if (size > maxBytes) throw tooLarge(folder, path, size, maxBytes);
      const handle = await open(join(folder, path));
      try {
        return await readWhole(handle, 0, size);
      } finally {
        await handle.close();
      }
    },
    async open(path, signal) {
      const size = await sizeOf(folder, path);
      return size === undefined ? undefined : stream(join(folder, path), size, signal);
    },
    close: () => Promise.resolve(),
  };
}

/** The file is opened when it is read, so that one that is never read holds nothing. */
async function* stream(
  path: string,
  size: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer, void, undefined> {
  const handle = await open(path);
  try {
    yield* readRange(handle, 0, size, signal);
  } finally {
    await handle.close();
  }
}

/** Links are followed (build tools make layouts of them), but pipes and devices are not opened. */
async function sizeOf(folder: string, path: string): Promise<number | undefined> {
  try {
    const stats = await stat(join(folder, path));
    return stats.isFile() ? stats.size : undefined;
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new PermanentError(
      "unreadable",
      `${join(folder, path)} can't be read (${code ?? "unknown error"}). Check its permissions.`,
      { cause: error },
    );
  }
}

/** Says that a file that must be small is not. */
export function tooLarge(
  place: string,
  path: string,
  size: number,
  maxBytes: number,
): PermanentError {
  return new PermanentError(
    "file-too-large",
    `${path} in ${place} has ${size} bytes; it should have at most ${maxBytes}. Write the image again.`,
  );
}
