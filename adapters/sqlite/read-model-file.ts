import { DatabaseSync } from "node:sqlite";
import { createReadModelSchema, READ_MODEL_SCHEMA_VERSION } from "./read-model-schema.ts";

/** Freed pages beyond this share of a file are worth rewriting it. */
const VACUUM_SHARE = 0.25;

/** Bytes of a file that reading maps instead of copying; more is read as usual. */
const MAPPED_BYTES = 2 ** 30;

/**
 * A working copy for one writer. It is lost with its process and made again from what is
 * published, so its journal is in memory and nothing waits for the disk.
 *
 * @param path A read model, or nothing: then an empty one is made.
 */
export function openWorkingCopy(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  db.exec(
    "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536",
  );
  if (schemaVersionOf(db) === 0) createReadModelSchema(db);
  checkSchema(db);
  return db;
}

/** A published read model, read only. */
export function openPublished(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: true });
  db.exec(`PRAGMA mmap_size = ${MAPPED_BYTES}; PRAGMA cache_size = -16384`);
  checkSchema(db);
  return db;
}

/** What an organization has before anything is published. */
export function openEmpty(): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  createReadModelSchema(db);
  return db;
}

/** Gives freed pages back once they are many, so that they are not published again and again. */
export function compact(db: DatabaseSync): void {
  const free = pragma(db, "freelist_count");
  const all = pragma(db, "page_count");
  if (free > all * VACUUM_SHARE) db.exec("VACUUM");
  // For the planner: it chooses among indexes by what the file holds.
  db.exec("PRAGMA optimize");
}

function checkSchema(db: DatabaseSync): void {
  const version = schemaVersionOf(db);
  if (version === READ_MODEL_SCHEMA_VERSION) return;
  db.close();
  throw new Error(
    `A published read model has schema ${version}, this program reads ${READ_MODEL_SCHEMA_VERSION}. Build it again from the write model.`,
  );
}

function schemaVersionOf(db: DatabaseSync): number {
  return pragma(db, "user_version");
}

function pragma(db: DatabaseSync, name: string): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}
