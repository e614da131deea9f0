import PropertyFilter, {
  type PropertyFilterProps,
} from "@cloudscape-design/components/property-filter";
import { useMemo } from "react";
import { listTexts } from "../texts/list/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import type { ListFilter } from "./list-definition.ts";

interface ListFilterBarProps {
  readonly filters: readonly ListFilter[];
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (values: Readonly<Record<string, string>>) => void;
}

/** Shows the filters of a list as tokens, all of which must hold, one a parameter of the API. */
export function ListFilterBar({ filters, values, onChange }: ListFilterBarProps) {
  const texts = useTexts(listTexts);
  const properties = useMemo(() => propertiesOf(filters), [filters]);
  const options = useMemo(() => optionsOf(filters), [filters]);
  const tokens = filters.flatMap(({ parameter, label, operator }) => {
    const value = values[parameter];
    return value === undefined ? [] : [{ propertyKey: label, operator, value }];
  });
  const freeText = filters.find(({ isDefault }) => isDefault);
  return (
    <PropertyFilter
      query={{ operation: "and", tokens }}
      onChange={({ detail }) => {
        onChange(valuesOf(detail.tokens, filters));
      }}
      filteringProperties={properties}
      filteringOptions={options}
      hideOperations
      disableFreeTextFiltering={freeText === undefined}
      freeTextFiltering={{
        operators: [":"],
        defaultOperator: ":",
      }}
      filteringAriaLabel={texts.filter}
      filteringPlaceholder={texts.filterPlaceholder}
      filteringEmpty={texts.filterHint}
      i18nStrings={{ clearFiltersText: texts.clearFilters, enteredTextLabel: texts.useText }}
    />
  );
}

/** Filters by tokens; of two of one parameter the later counts. */
export function valuesOf(
  tokens: readonly PropertyFilterProps.Token[],
  filters: readonly ListFilter[],
): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const { propertyKey, operator, value } of tokens) {
    const ofProperty = filters.filter(({ label }) => label === propertyKey);
    const filter =
      propertyKey === undefined
        ? filters.find(({ isDefault }) => isDefault)
        : (ofProperty.find((one) => one.operator === operator) ?? ofProperty[0]);
    const text = String(value).trim();
    if (filter && text !== "") values[filter.parameter] = text;
  }
  return values;
}

function propertiesOf(filters: readonly ListFilter[]): PropertyFilterProps.FilteringProperty[] {
  const labels = [...new Set(filters.map(({ label }) => label))];
  return labels.map((label) => {
    const ofProperty = filters.filter((one) => one.label === label);
    return {
      key: label,
      propertyLabel: label,
      groupValuesLabel: label,
      operators: ofProperty.map(({ operator, values = [] }) => ({
        operator,
        format: (value: unknown) =>
          values.find((one) => one.value === value)?.label ?? String(value),
      })),
      defaultOperator: ofProperty[0]?.operator ?? "=",
    };
  });
}

function optionsOf(filters: readonly ListFilter[]): PropertyFilterProps.FilteringOption[] {
  return filters.flatMap(({ label: propertyKey, values = [] }) =>
    values.map(({ value, label }) => ({ propertyKey, value, label })),
  );
}
