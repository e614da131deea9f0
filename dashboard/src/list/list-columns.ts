import type { TableProps } from "@cloudscape-design/components/table";
import type { listTexts } from "../texts/list/texts.ts";
import type { ListColumn } from "./list-definition.ts";

/** The design system's columns of ours. */
export function toTableColumns<Item>(
  columns: readonly ListColumn<Item>[],
  texts: (typeof listTexts)["en"],
): TableProps.ColumnDefinition<Item>[] {
  return columns.map(({ id, label, cell, orders, isRowHeader, minWidth = 100, width }) => ({
    id,
    header: label,
    cell,
    minWidth,
    ...(width !== undefined && { width }),
    ...(isRowHeader === true && { isRowHeader }),
    ...(orders && { sortingField: id }),
    ariaLabel: ({ sorted, descending }) =>
      ariaLabel(label, orders !== undefined, sorted, descending, texts),
  }));
}

/** Columns as wide as the reader has made them. */
export function withWidths<Item>(
  columns: TableProps.ColumnDefinition<Item>[],
  widths: Readonly<Record<string, number>>,
): TableProps.ColumnDefinition<Item>[] {
  return columns.map((column) => {
    const width = widths[column.id ?? ""];
    return width === undefined ? column : { ...column, width };
  });
}

function ariaLabel(
  label: string,
  isSortable: boolean,
  sorted: boolean,
  descending: boolean,
  texts: (typeof listTexts)["en"],
): string {
  if (!isSortable) return label;
  return sorted ? texts.sortedBy(label, descending) : texts.sortBy(label);
}
