import * as z from "zod";

/** Items of a page where the caller names no number. */
const DEFAULT_LIMIT = 50;
/** More would make the slowest page's cost and the answer's size a caller's choice. */
const MAX_LIMIT = 500;

/** Characters: it may name a package of 4,000 letters, which Base64 makes longer. */
const MAX_CURSOR = 8000;

/** Query parameters of every list, as strings of a URL. */
export const pageParameters = {
  /** Items of a page, 1 to 500. */
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
  /** `nextCursor` of the page before, unchanged. */
  cursor: z.string().min(1).max(MAX_CURSOR).optional(),
};

/** What every list query has. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** One page of a list inside the product. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Null at the end of the list. */
  readonly nextCursor: string | null;
}

/** Schema of a list's answer. `asOf` is when what it shows was read, ISO 8601. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    asOf: z.string().nullable(),
  });
}
