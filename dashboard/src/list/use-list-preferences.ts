import type { CollectionPreferencesProps } from "@cloudscape-design/components/collection-preferences";
import { useCallback, useState } from "react";
import { readStored, writeStored } from "../app/stored.ts";
import { type ListColumn, PAGE_SIZES } from "./list-definition.ts";

/** How a reader wants to see one list, remembered in this browser. */
export interface ListPreferences {
  readonly pageSize: number;
  readonly columns: readonly { readonly id: string; readonly visible: boolean }[];
  readonly wrapLines: boolean;
  readonly striped: boolean;
  readonly density: "comfortable" | "compact" | undefined;
  /** Pixels by column. */
  readonly widths: Readonly<Record<string, number>>;
}

const DEFAULT_PAGE_SIZE = 20;

/** The preferences of a list, and how to change them. */
export function useListPreferences(
  name: string,
  columns: readonly ListColumn<never>[],
  wrapsLines = false,
): readonly [ListPreferences, (change: Partial<ListPreferences>) => void] {
  const key = `ecr-scout.list.${name}`;
  const [stored, setStored] = useState(() => (readStored(key) ?? {}) as Partial<ListPreferences>);
  const change = useCallback(
    (part: Partial<ListPreferences>) => {
      setStored((before) => {
        const after = { ...before, ...part };
        writeStored(key, after);
        return after;
      });
    },
    [key],
  );
  return [complete({ wrapLines: wrapsLines, ...stored }, columns), change];
}

/** The columns that there are now, in the reader's order; new ones stand at the end. */
function complete(
  stored: Partial<ListPreferences>,
  columns: readonly ListColumn<never>[],
): ListPreferences {
  const known = (stored.columns ?? []).filter(({ id }) =>
    columns.some((column) => column.id === id),
  );
  const added = columns
    .filter(({ id }) => !known.some((column) => column.id === id))
    .map(({ id, isHidden }) => ({ id, visible: isHidden !== true }));
  return {
    pageSize: PAGE_SIZES.find((size) => size === stored.pageSize) ?? DEFAULT_PAGE_SIZE,
    columns: [...known, ...added],
    wrapLines: stored.wrapLines ?? false,
    striped: stored.striped ?? false,
    density: stored.density,
    widths: stored.widths ?? {},
  };
}

/** As the preferences' dialog takes them. */
export function toDialog(preferences: ListPreferences): CollectionPreferencesProps.Preferences {
  const { pageSize, columns, wrapLines, striped, density } = preferences;
  return {
    pageSize,
    wrapLines,
    stripedRows: striped,
    contentDisplay: columns,
    ...(density && { contentDensity: density }),
  };
}

/** As the preferences' dialog gives them. */
export function fromDialog(
  chosen: CollectionPreferencesProps.Preferences,
): Partial<ListPreferences> {
  const { pageSize, wrapLines, stripedRows, contentDisplay, contentDensity } = chosen;
  return {
    ...(pageSize !== undefined && { pageSize }),
    ...(wrapLines !== undefined && { wrapLines }),
    ...(stripedRows !== undefined && { striped: stripedRows }),
    ...(contentDensity !== undefined && { density: contentDensity }),
    ...(contentDisplay && {
      columns: contentDisplay.map(({ id, visible }) => ({ id, visible })),
    }),
  };
}
