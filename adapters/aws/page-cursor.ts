import * as z from "zod";
import { PermanentError } from "../../core/errors.ts";
import type { TableKey } from "./table-keys.ts";

const SortKey = z.string().min(1);

/** An opaque cursor for where a Query of one partition stopped: its sort key alone. */
export function cursorOf(lastKey: Record<string, unknown> | undefined): string | null {
  if (lastKey === undefined) return null;
  return Buffer.from(SortKey.parse(lastKey["SK"])).toString("base64url");
}

/**
 * Where to go on in this partition; a cursor can't lead into another one.
 * @throws PermanentError `invalid-cursor`
 */
export function startKey(
  partition: string,
  prefix: string,
  cursor: string | undefined,
): TableKey | undefined {
  if (cursor === undefined) return undefined;
  const SK = Buffer.from(cursor, "base64url").toString();
  if (SK.startsWith(prefix)) return { PK: partition, SK };
  throw new PermanentError(
    "invalid-cursor",
    "The cursor is not one of this list. Start again without one.",
  );
}
