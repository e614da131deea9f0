import { randomUUID } from "node:crypto";
import { mkdirSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { inTransaction } from "../state/database.ts";

/** What is known of an object besides its bytes. */
export interface StoredObject {
  readonly key: string;
  /** With its quotes, as it travels. */
  readonly etag: string;
  readonly size: number;
  readonly modifiedAt: Date;
  /** Headers that come back with it: content type and encoding, metadata, cache control. */
  readonly headers: Readonly<Record<string, string>>;
  /** By header name, for example `x-amz-checksum-crc32`. */
  readonly checksums: Readonly<Record<string, string>>;
}

const text = z.record(z.string(), z.string());
const objectRow = z
  .object({
    key: z.string(),
    etag: z.string(),
    size: z.number(),
    modified: z.number(),
    headers: z.string(),
    checksums: z.string(),
    file: z.string(),
  })
  .transform((row) => ({
    key: row.key,
    etag: row.etag,
    size: row.size,
    modifiedAt: new Date(row.modified),
    headers: text.parse(JSON.parse(row.headers)),
    checksums: text.parse(JSON.parse(row.checksums)),
    file: row.file,
  }));

/**
 * Objects: what describes them in the database, their bytes in files with names of our own, so
 * that no key ever becomes a path. A file counts once the database names it; `loose` names the
 * others, which a killed process leaves behind and the next one removes.
 */
export class ObjectStore {
  readonly #database: DatabaseSync;
  readonly #folder: string;
  readonly #now: () => Date;

  constructor(database: DatabaseSync, folder: string, now: () => Date) {
    this.#database = database;
    this.#folder = folder;
    this.#now = now;
    mkdirSync(folder, { recursive: true });
    database.exec(`
      CREATE TABLE IF NOT EXISTS object (
        bucket TEXT NOT NULL REFERENCES bucket (name), key TEXT NOT NULL, etag TEXT NOT NULL,
        size INTEGER NOT NULL, modified INTEGER NOT NULL, headers TEXT NOT NULL,
        checksums TEXT NOT NULL, file TEXT NOT NULL, PRIMARY KEY (bucket, key)) STRICT;
      CREATE TABLE IF NOT EXISTS loose (file TEXT PRIMARY KEY) STRICT`);
    for (const row of database.prepare("SELECT file FROM loose").all()) {
      this.discard(String(row["file"]));
    }
  }

  /** A file to write an upload to; it is nobody's until `commit`. */
  newFile(): string {
    const file = randomUUID();
    this.#database.prepare("INSERT INTO loose VALUES (?)").run(file);
    return file;
  }

  path(file: string): string {
    return join(this.#folder, file);
  }

  /** Removes a file that no object has. */
  discard(file: string): void {
    rmSync(this.path(file), { force: true });
    this.#database.prepare("DELETE FROM loose WHERE file = ?").run(file);
  }

  /**
   * Makes an uploaded file the object of a key, all at once.
   *
   * @param check Sees the object that is there, and throws to leave it.
   */
  commit(
    bucket: string,
    object: Omit<StoredObject, "modifiedAt">,
    file: string,
    check: (existing: StoredObject | undefined) => void,
  ): void {
    const replaced = inTransaction(this.#database, () => {
      const existing = this.#row(bucket, object.key);
      check(existing);
      const { key, etag, size, headers, checksums } = object;
      this.#database
        .prepare("INSERT OR REPLACE INTO object VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .run(
          ...[bucket, key, etag, size, this.#now().getTime()],
          ...[JSON.stringify(headers), JSON.stringify(checksums), file],
        );
      this.#database.prepare("DELETE FROM loose WHERE file = ?").run(file);
      return this.#loosen(existing?.file);
    });
    if (replaced !== undefined) this.discard(replaced);
  }

  find(bucket: string, key: string): StoredObject | undefined {
    return this.#row(bucket, key);
  }

  /** The object and a descriptor of its bytes, which the caller closes. */
  open(bucket: string, key: string): { object: StoredObject; descriptor: number } | undefined {
    const object = this.#row(bucket, key);
    if (object === undefined) return undefined;
    return { object, descriptor: openSync(this.path(object.file), "r") };
  }

  /** @param check Sees the object that is there, and throws to leave it. */
  delete(bucket: string, key: string, check: (existing: StoredObject | undefined) => void): void {
    const removed = inTransaction(this.#database, () => {
      const existing = this.#row(bucket, key);
      check(existing);
      this.#database.prepare("DELETE FROM object WHERE bucket = ? AND key = ?").run(bucket, key);
      return this.#loosen(existing?.file);
    });
    if (removed !== undefined) this.discard(removed);
  }

  /** Up to `limit` objects in the order of their keys' bytes, from `start` on (`after`: without it). */
  list(bucket: string, start: string, after: boolean, limit: number): StoredObject[] {
    const comparison = after ? ">" : ">=";
    return this.#database
      .prepare(`SELECT * FROM object WHERE bucket = ? AND key ${comparison} ? ORDER BY key LIMIT ?`)
      .all(bucket, start, limit)
      .map((row) => objectRow.parse(row));
  }

  #row(bucket: string, key: string) {
    const row = this.#database
      .prepare("SELECT * FROM object WHERE bucket = ? AND key = ?")
      .get(bucket, key);
    return row === undefined ? undefined : objectRow.parse(row);
  }

  #loosen(file: string | undefined): string | undefined {
    if (file !== undefined) this.#database.prepare("INSERT INTO loose VALUES (?)").run(file);
    return file;
  }
}
