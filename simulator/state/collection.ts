import type { DatabaseSync } from "node:sqlite";

/**
 * Named JSON values that survive a restart and a killed process.
 * All methods are synchronous on purpose: a service reads, decides and writes without another
 * request coming between.
 */
export interface Collection<T> {
  get(key: string): T | undefined;
  /** All entries, by key in the order of code units. */
  entries(): readonly (readonly [string, T])[];
  put(key: string, value: T): void;
  delete(key: string): void;
}

/**
 * Opens a collection of the state's database; its values are read once and kept.
 * `name` must be one program's own, for example `ecr-repositories`.
 */
export function openCollection<T>(database: DatabaseSync, name: string): Collection<T> {
  database.exec(
    "CREATE TABLE IF NOT EXISTS collections (name TEXT, key TEXT, value TEXT NOT NULL, PRIMARY KEY (name, key)) STRICT",
  );
  const select = database.prepare("SELECT key, value FROM collections WHERE name = ?");
  const upsert = database.prepare("INSERT OR REPLACE INTO collections VALUES (?, ?, ?)");
  const remove = database.prepare("DELETE FROM collections WHERE name = ? AND key = ?");
  const values = new Map<string, T>();
  for (const row of select.all(name)) {
    values.set(String(row["key"]), JSON.parse(String(row["value"])) as T);
  }
  return {
    get: (key) => values.get(key),
    entries: () => [...values].sort(([a], [b]) => Number(a > b) - Number(a < b)),
    put(key, value) {
      upsert.run(name, key, JSON.stringify(value));
      values.set(key, value);
    },
    delete(key) {
      remove.run(name, key);
      values.delete(key);
    },
  };
}
