import type { AdvisoryFile } from "../../core/advisories/index-file.ts";
import {
  STARTER_SOURCE,
  starterEcosystems,
  starterRecords,
} from "../../core/advisories/starter.ts";
import { compileAdvisories } from "./advisory-compile.ts";
import { installAdvisoryFiles, readAdvisoryIndex } from "./advisory-directory.ts";

/**
 * Builds the starter set into a folder, for those ecosystems that have no database there yet.
 * Cheap when nothing is to be done: call it before each use of the folder.
 *
 * @returns The databases that were added.
 */
export async function ensureStarterAdvisories(
  directory: string,
  now: () => Date,
): Promise<AdvisoryFile[]> {
  const { databases } = readAdvisoryIndex(directory);
  const missing = new Set(starterEcosystems().filter((name) => databases[name] === undefined));
  if (missing.size === 0) return [];
  const { files } = await compileStarterAdvisories(directory, now, (name) => missing.has(name));
  return installAdvisoryFiles(directory, files);
}

/** Compiles the starter set into a folder without installing it. */
export async function compileStarterAdvisories(
  directory: string,
  now: () => Date,
  wanted?: (ecosystem: string) => boolean,
) {
  return await compileAdvisories(starterRecords(), {
    directory,
    coverage: "starter",
    source: STARTER_SOURCE,
    refreshedAt: now().toISOString(),
    ...(wanted === undefined ? {} : { wanted }),
  });
}
