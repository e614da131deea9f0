import { createHash } from "node:crypto";
import { createReadStream, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ecosystemSlug, type AdvisoryFile } from "../../core/advisories/index-file.ts";
import { packAdvisories } from "./advisory-payload.ts";
import { ADVISORY_SCHEMA, ADVISORY_SCHEMA_VERSION } from "./advisory-schema.ts";
import type { AdvisoryStaging, StagedEcosystem } from "./advisory-staging.ts";

/** What a database says of itself beside its rows. */
export interface AdvisoryFileOrigin {
  readonly coverage: AdvisoryFile["coverage"];
  /** For people: an address or a file's name. */
  readonly source: string;
  /** ISO 8601. */
  readonly refreshedAt: string;
}

/**
 * Writes the database file of one staged ecosystem into a folder. The same records give the
 * same bytes, and the name follows from the bytes; the file appears only when it is complete.
 */
export async function writeAdvisoryFile(
  directory: string,
  staging: AdvisoryStaging,
  staged: StagedEcosystem,
  origin: AdvisoryFileOrigin,
): Promise<AdvisoryFile> {
  mkdirSync(directory, { recursive: true });
  const slug = ecosystemSlug(staged.ecosystem);
  const temporary = join(directory, `.${slug}-${process.pid}.building`);
  rmSync(temporary, { force: true });
  try {
    writeDatabase(temporary, staging, staged, origin);
    const sha256 = await sha256OfFile(temporary);
    const file = `${slug}-${sha256.slice(0, 16)}.sqlite`;
    const size = statSync(temporary).size;
    renameSync(temporary, join(directory, file));
    const { ecosystem, records, affected, newest } = staged;
    return { ecosystem, file, asOf: newest, records, affected, size, sha256, ...origin };
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeDatabase(
  path: string,
  staging: AdvisoryStaging,
  staged: StagedEcosystem,
  origin: AdvisoryFileOrigin,
): void {
  const database = new DatabaseSync(path);
  try {
    database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
      PRAGMA user_version = ${ADVISORY_SCHEMA_VERSION}; ${ADVISORY_SCHEMA} BEGIN;`);
    const meta = database.prepare("INSERT INTO meta VALUES (?, ?)");
    // Nothing of the moment or machine of the build: the bytes are those of the records.
    meta.run("ecosystem", staged.ecosystem);
    meta.run("coverage", origin.coverage);
    meta.run("asOf", staged.newest);
    meta.run("records", String(staged.records));
    meta.run("affected", String(staged.affected));
    meta.run("schemaVersion", String(ADVISORY_SCHEMA_VERSION));
    meta.run("source", origin.source);
    const insert = database.prepare("INSERT INTO package VALUES (?, ?)");
    for (const { name, json } of staging.packages(staged.ecosystem))
      insert.run(name, packAdvisories(json));
    database.exec("COMMIT");
  } finally {
    database.close();
  }
}

/** Hex digest of a file, read in pieces. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
