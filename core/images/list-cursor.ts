import { createHash } from "node:crypto";
import { PermanentError } from "../errors.ts";

/** What a cursor names: the sort keys of the last item of a page, its tie-breaker last. */
export type CursorKeys = readonly (string | number)[];

/** Length of the query's fingerprint at the head of a cursor: enough to notice a mix-up. */
const FINGERPRINT_LENGTH = 8;

/**
 * Names a query apart from its page, so that a cursor can't be used with another one.
 *
 * @param list Which list, for example `images`.
 * @param query As parsed; `cursor` and `limit` are left out.
 */
export function queryFingerprint(list: string, query: object): string {
  const parts = Object.entries(query)
    .filter(([name, value]) => name !== "cursor" && name !== "limit" && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([list, parts]))
    .digest("base64url")
    .slice(0, FINGERPRINT_LENGTH);
}

/** A cursor as clients see it: opaque to them, letters that need no escaping in a URL. */
export function encodeCursor(fingerprint: string, keys: CursorKeys): string {
  return Buffer.from(JSON.stringify([fingerprint, ...keys])).toString("base64url");
}

/**
 * The keys of a cursor.
 *
 * @param types Of each key, in order.
 * @throws {PermanentError} `invalid-cursor` when it is none, or another query's.
 */
export function decodeCursor(
  cursor: string,
  fingerprint: string,
  types: readonly ("string" | "number")[],
): CursorKeys {
  const values = parse(cursor);
  if (values?.[0] !== fingerprint) throw invalidCursor();
  const keys = values.slice(1);
  const fits = keys.length === types.length && keys.every((key, i) => isKey(key, types[i]));
  if (!fits) throw invalidCursor();
  return keys as CursorKeys;
}

function isKey(value: unknown, type: "string" | "number" | undefined): boolean {
  return type === "number" ? Number.isSafeInteger(value) : typeof value === type;
}

function parse(cursor: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function invalidCursor(): PermanentError {
  return new PermanentError(
    "invalid-cursor",
    "The cursor is not one that this list gave for this query. Use the nextCursor of the page before unchanged, with the same filters and order, or leave it out to begin again.",
  );
}
