import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { AdvisoryRow, RecordDates } from "../../core/advisories/compile.ts";

/** What was staged of an ecosystem. */
export interface StagedEcosystem {
  readonly ecosystem: string;
  readonly records: number;
  readonly affected: number;
  /** ISO 8601; empty when no record had a date. */
  readonly newest: string;
}

/** A package's advisories as the JSON text of an array, sorted by identifier. */
export interface StagedPackage {
  readonly name: string;
  readonly json: string;
}

/**
 * Collects rows in a temporary SQLite file and gives them back sorted, so that a build's
 * memory does not grow with the number of records.
 */
export interface AdvisoryStaging {
  /** A record that was staged before is replaced when this one is as new or newer. */
  add(row: AdvisoryRow, dates: RecordDates): void;
  ecosystems(): StagedEcosystem[];
  /** Sorted by name. */
  packages(ecosystem: string): Iterable<StagedPackage>;
  /** Closes and removes the file. */
  close(): void;
}

/** @param path Of the temporary file; it must not exist. */
export function openAdvisoryStaging(path: string): AdvisoryStaging {
  const database = new DatabaseSync(path);
  // A temporary file: nothing needs to survive a crash.
  database.exec(`
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768;
    CREATE TABLE staged (
      ecosystem TEXT, name TEXT, id TEXT, modified TEXT, otherwise TEXT, data TEXT,
      PRIMARY KEY (ecosystem, name, id)
    );
    BEGIN;
  `);
  const insert = database.prepare(`
    INSERT INTO staged VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE
    SET modified = excluded.modified, otherwise = excluded.otherwise, data = excluded.data
    WHERE excluded.modified >= modified`);
  const summary = database.prepare(`
    SELECT ecosystem, count(DISTINCT id) AS records, count(*) AS affected, 
      coalesce(nullif(max(modified), ''), max(otherwise)) AS newest
    FROM staged GROUP BY ecosystem ORDER BY ecosystem`);
  const rows = database.prepare(
    "SELECT name, data FROM staged WHERE ecosystem = ? ORDER BY name, id",
  );
  return {
    add({ ecosystem, packageName, advisory }, { modified, otherwise }) {
      insert.run(
        ecosystem,
        packageName,
        advisory.id,
        modified,
        otherwise,
        JSON.stringify(advisory),
      );
    },
    ecosystems() {
      return summary.all().map((row) => ({
        ecosystem: String(row["ecosystem"]),
        records: Number(row["records"]),
        affected: Number(row["affected"]),
        newest: String(row["newest"]),
      }));
    },
    *packages(ecosystem) {
      let name: string | undefined;
      let advisories: string[] = [];
      for (const row of rows.iterate(ecosystem)) {
        if (name !== undefined && name !== row["name"]) {
          yield { name, json: `[${advisories.join(",")}]` };
          advisories = [];
        }
        name = String(row["name"]);
        advisories.push(String(row["data"]));
      }
      if (name !== undefined) yield { name, json: `[${advisories.join(",")}]` };
    },
    close() {
      database.close();
      rmSync(path, { force: true });
    },
  };
}
