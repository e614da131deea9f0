import type * as z from "zod";
import { listOf } from "../../core/contract/page.ts";
import type { ApiClient } from "./api-client.ts";

/** The largest that the API gives. */
const PAGE = 500;

/**
 * Reads a list of the API to its end.
 * @param onPage Told how many items there are so far.
 */
export async function readPages<T extends z.ZodType>(
  api: ApiClient,
  path: string,
  query: Readonly<Record<string, string>>,
  item: T,
  signal: AbortSignal,
  onPage: (count: number) => void = () => undefined,
): Promise<z.infer<T>[]> {
  const items: z.infer<T>[] = [];
  let cursor: string | null = null;
  do {
    const parameters = new URLSearchParams({ ...query, limit: String(PAGE) });
    if (cursor !== null) parameters.set("cursor", cursor);
    const page: { items: z.infer<T>[]; nextCursor: string | null } = await api.get(
      `${path}?${parameters.toString()}`,
      listOf(item),
      signal,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
    onPage(items.length);
  } while (cursor !== null);
  return items;
}
