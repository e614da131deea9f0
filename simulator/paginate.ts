import { AwsError } from "./service.ts";

/** One page of a list, and the token of the next page when there is one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/**
 * Cuts a page out of a list in AWS's manner. The token is the position after the page.
 * @throws AwsError with `errorCode` for a token that this function did not make.
 */
export function paginate<T>(
  items: readonly T[],
  pageSize: number,
  token: string | undefined,
  errorCode: string,
): Page<T> {
  const start = token === undefined ? 0 : decode(token, errorCode);
  const end = start + pageSize;
  return {
    items: items.slice(start, end),
    nextToken: end < items.length ? Buffer.from(`after:${end}`).toString("base64") : undefined,
  };
}

function decode(token: string, errorCode: string): number {
  const position = /^after:(\d+)$/.exec(Buffer.from(token, "base64").toString("latin1"))?.[1];
  if (position === undefined) throw new AwsError(errorCode, "The pagination token is not valid.");
  return Number(position);
}
