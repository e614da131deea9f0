import type { ListAnswer, Reading } from "../api/reading.ts";
import type { ListColumn, ListDefinition, ListFilter } from "./list-definition.ts";

/** A list that is a part of one answer, which has all of its rows. */
interface PartList<Answer, Item> extends Pick<
  ListDefinition<Item>,
  "name" | "title" | "idOf" | "nameOf" | "empty"
> {
  readonly reading: Reading<Answer>;
  readonly itemsOf: (answer: Answer) => readonly Item[];
  /** Each that has a value can be sorted by, but for those of few values: their alphabet says nothing. */
  readonly columns: readonly ListColumn<Item>[];
  /** Parameters are names of columns, the values of which are looked at. */
  readonly filters: readonly ListFilter[];
}

/** The list of a part of an answer: filtered, sorted and paged here. */
export function partList<Answer, Item>(part: PartList<Answer, Item>): ListDefinition<Item> {
  const { reading, itemsOf, columns, filters } = part;
  const isOfFew = (id: string) =>
    filters.some(({ parameter, values }) => parameter === id && values !== undefined);
  return {
    ...part,
    // What is read is no list yet: `itemsOf` makes it one.
    reading: () => reading as Reading<unknown> as Reading<ListAnswer<Item>>,
    itemsOf: (answer) => itemsOf(answer as Answer),
    columns: columns.map((column) =>
      column.value === undefined || isOfFew(column.id)
        ? column
        : { ...column, orders: { ascending: column.id, descending: `-${column.id}` } },
    ),
    matches(item, parameter, wanted) {
      const value = columns.find(({ id }) => id === parameter)?.value?.(item) ?? null;
      if (value === null) return false;
      const text = String(value).toLowerCase();
      const isWhole = filters.some((one) => one.parameter === parameter && one.operator === "=");
      return isWhole ? text === wanted.toLowerCase() : text.includes(wanted.toLowerCase());
    },
    isNested: true,
    wrapsLines: true,
  };
}
