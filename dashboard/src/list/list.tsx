import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { type ReactNode, useEffect, useState } from "react";
import type { ApiError } from "../api/api-error.ts";
import { useList } from "../api/hooks.ts";
import type { Query } from "../api/reading.ts";
import { ProblemAlert, StaleAlert } from "../parts/problem-alert.tsx";
import { listTexts } from "../texts/list/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { AsOf } from "./as-of.tsx";
import { toTableColumns, withWidths } from "./list-columns.ts";
import type { ListDefinition } from "./list-definition.ts";
import { ListExport } from "./list-export.tsx";
import { ListFilterBar } from "./list-filter-bar.tsx";
import { ListPages } from "./list-pages.tsx";
import { ListPreferencesDialog } from "./list-preferences-dialog.tsx";
import { NoMatch } from "./no-match.tsx";
import { mergeSelection } from "./selection.ts";
import { useListPreferences } from "./use-list-preferences.ts";
import { useListView } from "./use-list-view.ts";
import { answerOf } from "./whole-list.ts";

/** Rows that a reader has chosen, and how to let go of them. */
export interface Selection<Item> {
  readonly items: readonly Item[];
  readonly clear: () => void;
}

interface ListProps<Item> {
  readonly definition: ListDefinition<Item>;
  /** The list is the whole page: its title is the page's heading, with a lead below. */
  readonly isPage?: boolean;
  readonly lead?: ReactNode;
  /** Parameters that are always asked for, besides filters, order and page. */
  readonly query?: Query;
  /** Buttons above the list. */
  readonly actions?: ReactNode;
  /** Lets rows be chosen, over several pages; says what can be done with them. */
  readonly selectionActions?: (selection: Selection<Item>) => ReactNode;
  /** Default: several rows. */
  readonly selectionType?: "multi" | "single";
}

/**
 * A list of any length: the server orders, filters and pages, the address has the view, and it
 * is read again while it is visible.
 */
export function List<Item>(props: ListProps<Item>) {
  const { definition, query: fixed = {}, actions, selectionActions, selectionType } = props;
  const isPage = props.isPage === true;
  const texts = useTexts(listTexts);
  const { columns, filters, name, defaultOrder, idOf } = definition;
  const view = useListView(filters, definition.isNested === true ? `${name}.` : "");
  const [preferences, changePreferences] = useListPreferences(name, columns, definition.wrapsLines);
  const [selected, setSelected] = useState<readonly Item[]>([]);
  const order = view.order ?? defaultOrder;
  const asked = { ...view.filters, order: view.order, ...fixed };
  const page = { ...asked, limit: preferences.pageSize, cursor: view.cursor };
  const read = useList(definition.reading(page));
  const { error } = read;
  const data = read.data && answerOf(read.data, definition, page);
  const isLost = error?.code === "invalid-cursor";
  useEffect(() => {
    // A page that the list has outgrown, or an address that was cut: begin again.
    if (isLost) view.first();
  }, [isLost, view]);

  if (data === undefined && error !== null && !isLost) {
    return <ProblemAlert error={error} onRetry={read.refetch} />;
  }
  const items = data?.items ?? [];
  const sorted = columns.find(
    ({ orders }) =>
      order !== undefined && (orders?.ascending === order || orders?.descending === order),
  );
  const isFiltered = Object.keys(view.filters).length > 0;
  const selection = {
    items: selected,
    clear: () => {
      setSelected([]);
    },
  };
  return (
    <SpaceBetween size="s">
      {data !== undefined && isOutOfDate(error) && <StaleAlert error={error} />}
      <Table<Item>
        variant={isPage ? "full-page" : "container"}
        enableKeyboardNavigation
        resizableColumns
        stickyHeader
        trackBy={idOf}
        items={items}
        loading={data === undefined}
        loadingText={texts.loading}
        columnDefinitions={withWidths(toTableColumns(columns, texts), preferences.widths)}
        columnDisplay={preferences.columns}
        wrapLines={preferences.wrapLines}
        stripedRows={preferences.striped}
        {...(preferences.density && { contentDensity: preferences.density })}
        {...(sorted && {
          sortingColumn: { sortingField: sorted.id },
          sortingDescending: sorted.orders?.descending === order,
        })}
        onSortingChange={({ detail }) => {
          const column = columns.find(({ id }) => id === detail.sortingColumn.sortingField);
          const { ascending, descending } = column?.orders ?? {};
          const wanted = detail.isDescending === true ? descending : ascending;
          // Of one direction alone, that one: the best there is.
          const next = wanted ?? ascending ?? descending;
          view.orderBy(next === defaultOrder ? undefined : next);
        }}
        onColumnWidthsChange={({ detail }) => {
          const shown = preferences.columns.filter(({ visible }) => visible);
          const widths = shown.map(({ id }, index) => [id, detail.widths[index]] as const);
          changePreferences({
            widths: Object.fromEntries(widths.filter(isMeasured)),
          });
        }}
        {...(selectionActions && {
          selectionType: selectionType ?? "multi",
          selectedItems: selected,
          onSelectionChange: ({ detail }: { readonly detail: { selectedItems: Item[] } }) => {
            setSelected(mergeSelection(selected, items, detail.selectedItems, idOf));
          },
        })}
        ariaLabels={{
          tableLabel: definition.title,
          selectionGroupLabel: texts.selection,
          allItemsSelectionLabel: () => texts.selectAll,
          itemSelectionLabel: (_, item) => texts.selectRow(definition.nameOf(item)),
        }}
        header={
          <Header
            variant={isPage ? "awsui-h1-sticky" : "h2"}
            {...(selected.length > 0 && { counter: `(${selected.length})` })}
            description={
              <>
                {props.lead} <AsOf at={data?.asOf} />
              </>
            }
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                {selectionActions?.(selection)}
                {selected.length > 0 && (
                  <Button variant="link" onClick={selection.clear}>
                    {texts.clearSelection}
                  </Button>
                )}
                <Button
                  iconName="refresh"
                  ariaLabel={texts.refresh}
                  loading={read.isPlaceholderData}
                  onClick={() => void read.refetch()}
                />
                <ListExport definition={definition} query={asked} />
                {actions}
              </SpaceBetween>
            }
          >
            {definition.title}
          </Header>
        }
        filter={
          filters.length > 0 && (
            <ListFilterBar filters={filters} values={view.filters} onChange={view.filterBy} />
          )
        }
        pagination={<ListPages view={view} nextCursor={data?.nextCursor} />}
        preferences={
          <ListPreferencesDialog
            columns={columns}
            preferences={preferences}
            onChange={(change) => {
              changePreferences(change);
              if (change.pageSize !== preferences.pageSize) view.first();
            }}
          />
        }
        empty={
          isFiltered ? (
            <NoMatch
              onClear={() => {
                view.filterBy({});
              }}
            />
          ) : (
            definition.empty
          )
        }
      />
    </SpaceBetween>
  );
}

/** Whether what is shown can't be read again; a session that ended has its own dialog. */
function isOutOfDate(error: ApiError | null): boolean {
  return error !== null && error.kind !== "session" && error.code !== "invalid-cursor";
}

function isMeasured(entry: readonly [string, number | undefined]): entry is [string, number] {
  return entry[1] !== undefined;
}
