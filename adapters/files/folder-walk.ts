import {
  type BigIntStats,
  lstatSync,
  readdirSync,
  readlinkSync,
  statfsSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { setImmediate as pause } from "node:timers/promises";
import { PermanentError } from "../../core/errors.ts";
import type { EntryKind, LayerEntry } from "../../core/oci/layer-entry.ts";
import { errorCode } from "../../core/error-code.ts";

/** An entry of a folder, as a layer would have it. */
export type FolderEntry = LayerEntry;

/** One step of a walk. */
export interface WalkStep {
  readonly entry: FolderEntry;
  /** Why it could not be looked at, as the end of a sentence. */
  readonly problem?: string;
}

/** File systems without stored files, by the number that statfs(2) gives them. */
const KERNEL_FILE_SYSTEMS: ReadonlySet<number> = new Set([
  0x9fa0, // proc
  0x62656572, // sysfs
  0x1cd1, // devpts
  0x27e0eb, // cgroup
  0x63677270, // cgroup2
  0x64626720, // debugfs
  0x74726163, // tracefs
  0x73636673, // securityfs
  0xcafe4a11, // bpf
  0x19800202, // mqueue
  0x6165676c, // pstore
  0x958458f6, // hugetlbfs
  0x62656570, // configfs
  0x42494e4d, // binfmt_misc
]);
const TMPFS = 0x01021994;

/**
 * Asking the kernel for an entry takes some microseconds, a trip through the thread pool
 * many times that. So entries are looked at synchronously, and the process gets its turn
 * after so many.
 */
const ENTRIES_A_TURN = 500;

/**
 * All entries of a folder, a folder before what it holds, names in order, without
 * following links and without file systems of the kernel's making. No folder is kept open.
 * @throws PermanentError `unreadable` where the folder itself can't be read
 */
export async function* walkFolder(
  root: string,
  signal?: AbortSignal,
): AsyncGenerator<WalkStep, void, undefined> {
  const device = deviceOf(root);
  let looked = 0;
  const waiting: { path: string; device: bigint }[] = [{ path: "", device }];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    signal?.throwIfAborted();
    const names = namesIn(root, folder.path);
    if (typeof names === "string") {
      yield { entry: entryOf(folder.path, "directory"), problem: names };
      continue;
    }
    const inside: { path: string; device: bigint }[] = [];
    for (const name of names) {
      const path = folder.path === "" ? name : `${folder.path}/${name}`;
      looked += 1;
      if (looked % ENTRIES_A_TURN === 0) {
        await pause();
        signal?.throwIfAborted();
      }
      const { step, stats } = lookAt(root, path);
      if (stats?.isDirectory() === true) {
        if (stats.dev !== folder.device && isOfKernel(join(root, path), name)) continue;
        inside.push({ path, device: stats.dev });
      }
      yield step;
    }
    // The last one is taken first.
    waiting.push(...inside.reverse());
  }
}

function lookAt(
  root: string,
  path: string,
): { readonly step: WalkStep; readonly stats?: BigIntStats } {
  try {
    const stats = lstatSync(join(root, path), { bigint: true });
    const kind = kindOf(stats);
    const entry: FolderEntry = {
      path,
      kind,
      size: kind === "file" ? Number(stats.size) : 0,
      mode: Number(stats.mode & 0o7777n),
      linkTarget: kind === "symlink" ? readlinkSync(join(root, path)) : "",
    };
    return { step: { entry }, stats };
  } catch (error) {
    return { step: { entry: entryOf(path, "other"), problem: describe(error) } };
  }
}

function kindOf(stats: BigIntStats): EntryKind {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "directory";
  return stats.isSymbolicLink() ? "symlink" : "other";
}

/** Sorted names, or why there are none. */
function namesIn(root: string, path: string): readonly string[] | string {
  try {
    return readdirSync(join(root, path)).sort();
  } catch (error) {
    return describe(error);
  }
}

function isOfKernel(path: string, name: string): boolean {
  try {
    const { type } = statfsSync(path);
    return KERNEL_FILE_SYSTEMS.has(type) || (type === TMPFS && name === "dev");
  } catch {
    // Reading it will tell.
    return false;
  }
}

function deviceOf(root: string): bigint {
  try {
    const stats = statSync(root, { bigint: true });
    readdirSync(root);
    return stats.dev;
  } catch (error) {
    throw new PermanentError(
      "unreadable",
      `${root} can't be read as a folder: ${describe(error)}. Check its path and permissions.`,
      { cause: error },
    );
  }
}

function entryOf(path: string, kind: EntryKind): FolderEntry {
  return { path, kind, size: 0, mode: 0, linkTarget: "" };
}

function describe(error: unknown): string {
  return `it can't be opened (${errorCode(error) ?? "unknown error"})`;
}
