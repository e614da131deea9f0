import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { PermanentError } from "../../core/errors.ts";
import { LayerScan } from "../../core/oci/layer.ts";
import type { LayerReading } from "../../core/oci/layer-blob.ts";
import type { EntrySink } from "../../core/oci/layer-entry.ts";
import type { LayerResult } from "../../core/oci/layer-result.ts";
import { errorCode } from "../../core/error-code.ts";
import { type FolderEntry, walkFolder } from "./folder-walk.ts";
import { readRange } from "./read-range.ts";

/**
 * Reads a plain folder as if it were the only layer of an image: the folder is its root.
 * Links are not followed, other file systems of the kernel's making (proc, sysfs, devices)
 * are left out, and one file is open at a time. What can't be read is a warning.
 * @throws PermanentError `unreadable` where the folder itself can't be read,
 * `too-many-entries`
 */
export async function scanFolder(folder: string, reading: LayerReading): Promise<LayerResult> {
  const { detectors, limits, signal, onBytes } = reading;
  const scan = new LayerScan(detectors, limits);
  let entries = 0;
  let bytes = 0;
  for await (const { entry, problem } of walkFolder(folder, signal)) {
    if (problem !== undefined) {
      scan.warn("unreadable-file", `${entry.path} was not read: ${problem}.`, entry.path);
      continue;
    }
    entries += 1;
    if (entries > limits.entries) throw tooMany(folder, limits.entries);
    bytes += entry.size;
    const sink = scan.entry(entry);
    if (sink === undefined) continue;
    const failure = await feed(join(folder, entry.path), entry, sink, signal);
    if (failure !== undefined) {
      scan.warn("unreadable-file", `${entry.path} was not read: ${failure}.`, entry.path);
    }
    onBytes?.(entry.size);
  }
  return scan.finish(bytes);
}

/**
 * Gives a file's content to its reader: exactly the bytes that it had when it was listed.
 * @returns Why it could not be read.
 */
async function feed(
  path: string,
  entry: FolderEntry,
  sink: EntrySink,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    // What has become a link or a pipe since it was listed is not opened, nor waited for.
    const handle = await open(
      path,
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    try {
      let left = entry.size;
      for await (const chunk of readRange(handle, 0, entry.size, signal)) {
        left -= chunk.length;
        sink.write(chunk);
      }
      if (left > 0) return "it became shorter while it was read";
      sink.end();
      return undefined;
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = errorCode(error);
    // An abort, or a defect of ours, is not the file's.
    if (code === undefined || signal?.aborted === true) throw error;
    return `it can't be opened (${code})`;
  }
}

function tooMany(folder: string, limit: number): PermanentError {
  return new PermanentError(
    "too-many-entries",
    `${folder} has more than ${limit} files and folders. Name a smaller part of it.`,
  );
}
