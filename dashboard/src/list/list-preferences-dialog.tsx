import CollectionPreferences from "@cloudscape-design/components/collection-preferences";
import { listTexts } from "../texts/list/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { type ListColumn, PAGE_SIZES } from "./list-definition.ts";
import { fromDialog, type ListPreferences, toDialog } from "./use-list-preferences.ts";

interface ListPreferencesDialogProps<Item> {
  readonly columns: readonly ListColumn<Item>[];
  readonly preferences: ListPreferences;
  readonly onChange: (change: Partial<ListPreferences>) => void;
}

/** Lets a reader choose how one list looks. */
export function ListPreferencesDialog<Item>(props: ListPreferencesDialogProps<Item>) {
  const { columns, preferences, onChange } = props;
  const texts = useTexts(listTexts);
  return (
    <CollectionPreferences
      title={texts.preferences}
      confirmLabel={texts.apply}
      cancelLabel={texts.cancel}
      preferences={toDialog(preferences)}
      onConfirm={({ detail }) => {
        onChange(fromDialog(detail));
      }}
      pageSizePreference={{
        title: texts.pageSize,
        options: PAGE_SIZES.map((value) => ({ value, label: texts.pageSizeOf(value) })),
      }}
      wrapLinesPreference={{ label: texts.wrapLines, description: texts.wrapLinesHint }}
      stripedRowsPreference={{ label: texts.striped, description: texts.stripedHint }}
      contentDensityPreference={{ label: texts.compact, description: texts.compactHint }}
      contentDisplayPreference={{
        title: texts.columns,
        description: texts.columnsHint,
        options: columns.map(({ id, label, isRowHeader }) => ({
          id,
          label,
          alwaysVisible: isRowHeader === true,
        })),
      }}
    />
  );
}
