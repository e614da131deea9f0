/**
 * Rows chosen after a change on one page: those of other pages stay, those of this page are the
 * ones that the table names.
 */
export function mergeSelection<Item>(
  before: readonly Item[],
  page: readonly Item[],
  chosen: readonly Item[],
  idOf: (item: Item) => string,
): readonly Item[] {
  const onPage = new Set(page.map(idOf));
  return [
    ...before.filter((item) => !onPage.has(idOf(item))),
    ...chosen.filter((item) => onPage.has(idOf(item))),
  ];
}
