import type { Page, PageQuery } from "../../core/contract/page.ts";
import { decodeCursor, encodeCursor, queryFingerprint } from "../../core/images/list-cursor.ts";
import { prefixEnd } from "./read-model-values.ts";
import type { SqlRow, SqlValue, Statements } from "./statements.ts";

/** A condition of a WHERE clause with the values of its question marks. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** A sort key: an expression that some index begins with, and the type of its value. */
export interface SortKey {
  readonly sql: string;
  readonly type: "string" | "number";
}

/** One list of the read model. */
export interface List<T> {
  /** For the cursor: which list this is. */
  readonly name: string;
  /** From `SELECT` to the last `JOIN`. Selects each sort key as `key0`, `key1`, … */
  select(keys: string): string;
  readonly conditions: readonly Condition[];
  /** All in one direction, so that a row value compares them; the last one tells equal rows apart. */
  readonly sort: readonly SortKey[];
  readonly descending: boolean;
  item(row: SqlRow): T;
}

/**
 * One page by keyset: the rows behind the cursor's keys, so that an index leads straight to
 * them however deep the page is.
 *
 * @throws {PermanentError} `invalid-cursor`.
 */
export function readPage<T>(sql: Statements, list: List<T>, query: PageQuery): Page<T> {
  const fingerprint = queryFingerprint(list.name, query);
  const conditions = [...list.conditions, ...behindCursor(list, query.cursor, fingerprint)];
  const where = conditions.map((condition) => condition.sql).join(" AND ");
  const direction = list.descending ? "DESC" : "ASC";
  const rows = sql.all(
    [
      list.select(list.sort.map((key, index) => `${key.sql} AS key${index}`).join(", ")),
      where === "" ? "" : `WHERE ${where}`,
      `ORDER BY ${list.sort.map((key) => `${key.sql} ${direction}`).join(", ")}`,
      "LIMIT ?",
    ].join("\n"),
    ...conditions.flatMap((condition) => condition.values),
    // One more tells whether there is a next page.
    query.limit + 1,
  );
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => list.item(row)),
    nextCursor: last ? encodeCursor(fingerprint, keysOf(list.sort, last)) : null,
  };
}

function keysOf(sort: readonly SortKey[], row: SqlRow): (string | number)[] {
  return sort.map((key, index) =>
    key.type === "string" ? row.text(`key${index}`) : row.integer(`key${index}`),
  );
}

function behindCursor(
  list: { readonly sort: readonly SortKey[]; readonly descending: boolean },
  cursor: string | undefined,
  fingerprint: string,
): readonly Condition[] {
  if (cursor === undefined) return [];
  const values = decodeCursor(
    cursor,
    fingerprint,
    list.sort.map((key) => key.type),
  );
  const keys = list.sort.map((key) => key.sql).join(", ");
  const marks = list.sort.map(() => "?").join(", ");
  return [{ sql: `(${keys}) ${list.descending ? "<" : ">"} (${marks})`, values }];
}

/** `column` is exactly this; no condition when undefined. */
export function equal(column: string, value: SqlValue | undefined): readonly Condition[] {
  return value === undefined ? [] : [{ sql: `${column} = ?`, values: [value] }];
}

/** `column` begins with this, as a range that an index answers; no condition when undefined. */
export function beginsWith(column: string, prefix: string | undefined): readonly Condition[] {
  if (prefix === undefined) return [];
  return [{ sql: `${column} >= ? AND ${column} < ?`, values: [prefix, prefixEnd(prefix)] }];
}

/** `column` is among what this subquery selects; no condition when undefined. */
export function among(
  column: string,
  subquery: string,
  values: readonly SqlValue[] | undefined,
): readonly Condition[] {
  return values === undefined ? [] : [{ sql: `${column} IN (${subquery})`, values }];
}
