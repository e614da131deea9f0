import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Opens the database that holds the state of every simulated service but the bytes of objects.
 * The write-ahead log makes each transaction survive the process being killed at any moment.
 * Each store creates its own tables.
 *
 * @param directory Created when absent.
 * @throws Error of SQLite when the file is not a database.
 */
export function openDatabase(directory: string): DatabaseSync {
  mkdirSync(directory, { recursive: true });
  const database = new DatabaseSync(join(directory, "state.sqlite"));
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000",
  );
  return database;
}

/**
 * Runs `work` as one transaction: all of its writes, or none when it throws.
 * Inside another transaction it becomes a part of that one.
 */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  if (database.isTransaction) return work();
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}
