import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { PermanentError } from "../../core/errors.ts";
import type { AdvisoryFile } from "../../core/advisories/index-file.ts";
import { advisoryPackageName } from "../../core/advisories/package-name.ts";
import type { AdvisoryDatabase } from "../../core/advisories/port.ts";
import { unpackAdvisories } from "./advisory-payload.ts";
import { ADVISORY_SCHEMA_VERSION } from "./advisory-schema.ts";

/**
 * Opens a database file of advisory-writer.ts, read-only; nothing may change it while it is open
 * (its name follows from its bytes).
 *
 * @returns undefined when there is no such file.
 * @throws PermanentError `advisory-database-damaged` when it is no such database.
 */
export function openAdvisoryDatabase(
  path: string,
  described: Pick<AdvisoryFile, "ecosystem" | "coverage" | "asOf">,
): AdvisoryDatabase | undefined {
  if (!existsSync(path)) return undefined;
  const { ecosystem, coverage, asOf } = described;
  // Immutable: no locks and no look for a journal, so that it opens from read-only disks too.
  const location = new URL(pathToFileURL(path).href + "?immutable=1");
  const database = new DatabaseSync(location, { readOnly: true });
  const select = prepareSelect(database, path);
  return {
    ecosystem,
    coverage,
    asOf,
    lookup(packageName) {
      const row = select.get(advisoryPackageName(ecosystem, packageName));
      const data = row?.["data"];
      return data instanceof Uint8Array ? unpackAdvisories(data) : [];
    },
    close() {
      database.close();
    },
  };
}

function prepareSelect(database: DatabaseSync, path: string) {
  try {
    const version = database.prepare("PRAGMA user_version").get()?.["user_version"];
    if (version !== ADVISORY_SCHEMA_VERSION)
      throw new Error(`its schema version is ${String(version)}, not ${ADVISORY_SCHEMA_VERSION}`);
    return database.prepare("SELECT data FROM package WHERE name = ?");
  } catch (error) {
    database.close();
    throw new PermanentError(
      "advisory-database-damaged",
      `The advisory database ${path} can't be used (${error instanceof Error ? error.message : String(error)}). ` +
        "Build it again, for example by `npm run advisories -- --sync`.",
      { cause: error },
    );
  }
}
