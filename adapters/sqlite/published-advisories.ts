import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { baseEcosystem } from "../../core/advisories/ecosystem-name.ts";
import type { AdvisoryFile } from "../../core/advisories/index-file.ts";
import { withBaseAdvisories } from "../../core/advisories/layered-database.ts";
import type { AdvisoryDatabase, AdvisorySource } from "../../core/advisories/port.ts";
import {
  AdvisoryFileGoneError,
  type AdvisoryPublication,
} from "../../core/advisories/publication.ts";
import { openAdvisoryDatabase } from "./advisory-database.ts";

/**
 * Published advisory databases, each fetched into a folder when it is first needed and again
 * when a newer one was published. What is published is asked at every opening: a rematch comes
 * right after a publication and must not see the one before.
 *
 * @param directory May be shared: files are named by their content.
 */
export function openPublishedAdvisories(
  publication: AdvisoryPublication,
  directory: string,
): AdvisorySource {
  const fetched = new Map<string, string>();
  const fetching = new Map<string, Promise<void>>();

  async function ensureFile(file: AdvisoryFile): Promise<string> {
    const path = join(directory, file.file);
    if (!existsSync(path)) {
      mkdirSync(directory, { recursive: true });
      // Analyses side by side share one download.
      const running =
        fetching.get(path) ??
        publication.fetch(file, path).finally(() => {
          fetching.delete(path);
        });
      fetching.set(path, running);
      await running;
    }
    const before = fetched.get(file.ecosystem);
    fetched.set(file.ecosystem, path);
    // Who has it open keeps it; the disk of a function is small.
    if (before !== undefined && before !== path) rmSync(before, { force: true });
    return path;
  }

  async function openOne(ecosystem: string): Promise<AdvisoryDatabase | undefined> {
    const file = await publication.find(ecosystem);
    if (file === undefined) return undefined;
    return openAdvisoryDatabase(await ensureFile(file), file);
  }

  async function openCurrent(ecosystem: string): Promise<AdvisoryDatabase | undefined> {
    try {
      return await openOne(ecosystem);
    } catch (error) {
      if (!(error instanceof AdvisoryFileGoneError)) throw error;
      return await openOne(ecosystem);
    }
  }

  return {
    async open(ecosystem) {
      const database = await openCurrent(ecosystem);
      const base = baseEcosystem(ecosystem);
      if (database === undefined || base === ecosystem) return database;
      return withBaseAdvisories(database, await openCurrent(base));
    },
  };
}
