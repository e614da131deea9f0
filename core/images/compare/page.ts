import type { Page, PageQuery } from "../../contract/page.ts";
import { decodeCursor, encodeCursor, queryFingerprint } from "../list-cursor.ts";

/**
 * A page of a list that is made anew for each page. Its cursor is a number of items: names may
 * be longer than a URL.
 *
 * @param name Which list, for the cursor.
 * @throws {PermanentError} `invalid-cursor`
 */
export function pageOf<T>(name: string, items: readonly T[], query: PageQuery): Page<T> {
  const fingerprint = queryFingerprint(name, query);
  const [behind = 0] =
    query.cursor === undefined ? [] : decodeCursor(query.cursor, fingerprint, ["number"]);
  const start = Math.max(Number(behind), 0);
  const end = start + query.limit;
  return {
    items: items.slice(start, end),
    nextCursor: end < items.length ? encodeCursor(fingerprint, [end]) : null,
  };
}
