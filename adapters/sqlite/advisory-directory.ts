import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { baseEcosystem } from "../../core/advisories/ecosystem-name.ts";
import { AdvisoryIndex, mayReplace, type AdvisoryFile } from "../../core/advisories/index-file.ts";
import { withBaseAdvisories } from "../../core/advisories/layered-database.ts";
import type { AdvisoryDatabase, AdvisorySource } from "../../core/advisories/port.ts";
import { PermanentError } from "../../core/errors.ts";
import { openAdvisoryDatabase } from "./advisory-database.ts";

const INDEX_FILE = "index.json";

/**
 * The advisory databases of a folder. The index is read at each opening, so that a build
 * that happens meanwhile is seen.
 */
export function openAdvisoryDirectory(directory: string): AdvisorySource {
  function openOne(ecosystem: string): AdvisoryDatabase | undefined {
    const file = readAdvisoryIndex(directory).databases[ecosystem];
    return file && openAdvisoryDatabase(join(directory, file.file), file);
  }
  return {
    open(ecosystem) {
      return Promise.resolve().then(() => {
        // A second look: between index and file a build may have replaced both.
        const database = openOne(ecosystem) ?? openOne(ecosystem);
        const base = baseEcosystem(ecosystem);
        return base === ecosystem || database === undefined
          ? database
          : withBaseAdvisories(database, openOne(base));
      });
    },
  };
}

/**
 * Reads the folder's index; an absent folder has an empty one.
 *
 * @throws PermanentError `advisory-index-damaged`.
 */
export function readAdvisoryIndex(directory: string): AdvisoryIndex {
  const path = join(directory, INDEX_FILE);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return { schemaVersion: 1, databases: {} };
    throw error;
  }
  try {
    return AdvisoryIndex.parse(JSON.parse(text));
  } catch (error) {
    throw new PermanentError(
      "advisory-index-damaged",
      `${path} is no index of advisory databases. Remove the folder and build it again by \`npm run advisories\`.`,
      { cause: error },
    );
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT";
}

/**
 * Makes built files, which are in the folder already, the folder's databases, in one step, and
 * removes those that they replace. A starter set that may not replace a full source is dropped.
 *
 * @returns The files that were installed.
 */
export function installAdvisoryFiles(
  directory: string,
  built: readonly AdvisoryFile[],
): AdvisoryFile[] {
  mkdirSync(directory, { recursive: true });
  const index = readAdvisoryIndex(directory);
  const databases = { ...index.databases };
  const installed: AdvisoryFile[] = [];
  const obsolete: string[] = [];
  for (const file of built) {
    const known = databases[file.ecosystem];
    if (!mayReplace(known, file)) {
      if (known?.file !== file.file) obsolete.push(file.file);
      continue;
    }
    if (known !== undefined && known.file !== file.file) obsolete.push(known.file);
    databases[file.ecosystem] = file;
    installed.push(file);
  }
  const sorted = Object.entries(databases).sort(([a], [b]) => (a < b ? -1 : 1));
  const next: AdvisoryIndex = { schemaVersion: 1, databases: Object.fromEntries(sorted) };
  const temporary = join(directory, `.${INDEX_FILE}-${process.pid}`);
  writeFileSync(temporary, `${JSON.stringify(next, null, 2)}\n`);
  renameSync(temporary, join(directory, INDEX_FILE));
  for (const file of obsolete) rmSync(join(directory, file), { force: true });
  return installed;
}
