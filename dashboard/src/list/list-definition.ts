import type { ReactNode } from "react";
import type { ListAnswer, Query, Reading } from "../api/reading.ts";

/** A column of a list. */
export interface ListColumn<Item> {
  readonly id: string;
  readonly label: string;
  /** What the cell shows. */
  readonly cell: (item: Item) => ReactNode;
  /** What an export says of it; absent: the column is in no export. */
  readonly value?: (item: Item) => string | number | null;
  /** Names of the API's orders by this column; without, it can't be sorted by. */
  readonly orders?: { readonly ascending?: string; readonly descending?: string };
  /** Names the row for who listens; one column of a list is it. */
  readonly isRowHeader?: boolean;
  /** Hidden until a reader asks for it. */
  readonly isHidden?: boolean;
  /** Pixels. */
  readonly minWidth?: number;
  readonly width?: number;
}

/** A parameter of the API's query by which a list is filtered. */
export interface ListFilter {
  /** Its name in the API's query, and in the page's address. */
  readonly parameter: string;
  /** What it asks about; filters of the same label are operators of one property. */
  readonly label: string;
  /** `=`: is; `^`: begins with; `:`: contains. */
  readonly operator: "=" | "^" | ":";
  /** All values that there are, with their names; absent: any text. */
  readonly values?: readonly { readonly value: string; readonly label: string }[];
  /** A text typed without a property is this one. */
  readonly isDefault?: boolean;
}

/** All that a list is. */
export interface ListDefinition<Item> {
  /** Names its preferences, and its parameters where `isNested`. */
  readonly name: string;
  readonly title: string;
  /** Where a page of it is read. */
  readonly reading: (query: Query) => Reading<ListAnswer<Item>>;
  readonly columns: readonly ListColumn<Item>[];
  readonly filters: readonly ListFilter[];
  /** Of the API, where no other is asked for; absent: the list has one order alone. */
  readonly defaultOrder?: string;
  readonly idOf: (item: Item) => string;
  /** What a row is called for who listens. */
  readonly nameOf: (item: Item) => string;
  /** Shown where there is nothing and nothing is filtered: teaches the next step. */
  readonly empty: ReactNode;
  /**
   * For a list that the API answers whole, without a query: whether an item fits a filter's value.
   * Orders are then those of the columns' values.
   */
  readonly matches?: (item: Item, parameter: string, value: string) => boolean;
  /** Its rows, where they are a part of what is read: see `partList`. */
  readonly itemsOf?: (answer: unknown) => readonly Item[];
  /** Whether long texts stand on several lines until a reader wants it otherwise. */
  readonly wrapsLines?: boolean;
  /** Several lists of one page: this one's parameters in the address begin with its name. */
  readonly isNested?: boolean;
}

/** Rows of a page to choose from; the API gives 500 at most. */
export const PAGE_SIZES = [20, 50, 100, 500] as const;
