import type { ListAnswer, Query } from "../api/reading.ts";
import type { ListColumn, ListDefinition } from "./list-definition.ts";

/** Texts as people sort them: numbers in them by their size, without regard to case. */
const COLLATOR = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/**
 * What the API would answer to a query if it had filters, orders and pages for this list. Where it
 * has, its answer is what it is. A cursor is the number of rows before the page.
 */
export function answerOf<Item>(
  answer: ListAnswer<Item>,
  definition: ListDefinition<Item>,
  query: Query,
): ListAnswer<Item> {
  const { matches, filters, itemsOf } = definition;
  if (matches === undefined) return answer;
  const items = itemsOf ? itemsOf(answer) : answer.items;
  const found = items.filter((item) =>
    filters.every(({ parameter }) => {
      const value = query[parameter];
      return value === undefined || matches(item, parameter, String(value));
    }),
  );
  const sorted = inOrder(found, definition, String(query["order"] ?? definition.defaultOrder));
  const limit = Number(query["limit"] ?? sorted.length);
  const start = startOf(String(query["cursor"] ?? "0"), sorted.length, limit);
  const end = start + limit;
  return {
    items: sorted.slice(start, end),
    nextCursor: end < sorted.length ? String(end) : null,
    asOf: answer.asOf,
  };
}

function inOrder<Item>(
  items: readonly Item[],
  { columns }: ListDefinition<Item>,
  order: string,
): readonly Item[] {
  for (const { value, orders } of columns) {
    if (value === undefined) continue;
    if (orders?.ascending === order) return sortedBy(items, value, 1);
    if (orders?.descending === order) return sortedBy(items, value, -1);
  }
  return items;
}

/** What has no value stands at the end in both directions. */
function sortedBy<Item>(
  items: readonly Item[],
  value: NonNullable<ListColumn<Item>["value"]>,
  direction: 1 | -1,
): readonly Item[] {
  const valued = items.map((item) => ({ item, by: value(item) }));
  valued.sort((a, b) => {
    if (a.by === null || b.by === null) return Number(a.by === null) - Number(b.by === null);
    return direction * COLLATOR.compare(String(a.by), String(b.by));
  });
  return valued.map(({ item }) => item);
}

/** The beginning of the page; what has left the list meanwhile leaves its last page. */
function startOf(cursor: string, count: number, limit: number): number {
  const start = /^\d{1,6}$/.test(cursor) ? Number(cursor) : 0;
  if (start < count) return start;
  return Math.max(0, Math.ceil(count / limit) - 1) * limit;
}
