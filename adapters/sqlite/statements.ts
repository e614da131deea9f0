import type { DatabaseSync, StatementSync } from "node:sqlite";

/** What a column may be bound to. */
export type SqlValue = string | number | Buffer | null;

/** Runs statements of one database; each text is compiled once. */
export interface Statements {
  all(sql: string, ...values: readonly SqlValue[]): readonly SqlRow[];
  first(sql: string, ...values: readonly SqlValue[]): SqlRow | undefined;
  /** @returns The rowid of the last row inserted. */
  run(sql: string, ...values: readonly SqlValue[]): number;
}

/** A row of a result, read by column with a check of its type. */
export class SqlRow {
  readonly #row: Record<string, unknown>;

  constructor(row: Record<string, unknown>) {
    this.#row = row;
  }

  text(column: string): string {
    const value = this.#row[column];
    return typeof value === "string" ? value : this.#refuse(column, "text");
  }

  integer(column: string): number {
    const value = this.#row[column];
    return typeof value === "number" ? value : this.#refuse(column, "a number");
  }

  bytes(column: string): Buffer {
    const value = this.#row[column];
    if (!(value instanceof Uint8Array)) return this.#refuse(column, "bytes");
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }

  textOrNull(column: string): string | null {
    return this.#row[column] === null ? null : this.text(column);
  }

  integerOrNull(column: string): number | null {
    return this.#row[column] === null ? null : this.integer(column);
  }

  bytesOrNull(column: string): Buffer | null {
    return this.#row[column] === null ? null : this.bytes(column);
  }

  #refuse(column: string, wanted: string): never {
    throw new Error(
      `The column ${column} holds ${typeof this.#row[column]}, not ${wanted}: the file is not of this schema.`,
    );
  }
}

/** @param db Stays the caller's: it closes it. */
export function createStatements(db: Pick<DatabaseSync, "prepare">): Statements {
  const compiled = new Map<string, StatementSync>();

  function prepare(sql: string): StatementSync {
    const known = compiled.get(sql);
    if (known) return known;
    const statement = db.prepare(sql);
    compiled.set(sql, statement);
    return statement;
  }

  return {
    all: (sql, ...values) =>
      prepare(sql)
        .all(...values)
        .map((row) => new SqlRow(row)),
    first(sql, ...values) {
      const row = prepare(sql).get(...values);
      return row === undefined ? undefined : new SqlRow(row);
    },
    run: (sql, ...values) => Number(prepare(sql).run(...values).lastInsertRowid),
  };
}
