import { useMemo } from "react";
import type { PackageSummary } from "../../../core/contract/api-organization.ts";
import { PACKAGE_TYPES } from "../../../core/contract/vocabulary.ts";
import type { ListDefinition, ListFilter } from "../list/list-definition.ts";
import { packagesTexts } from "../texts/packages/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { packagesReading } from "./package-readings.ts";
import { columnsOf } from "./packages-columns.tsx";
import { PackagesEmpty } from "./packages-empty.tsx";

/** The list of packages. */
export function usePackagesList(): ListDefinition<PackageSummary> {
  const texts = useTexts(packagesTexts);
  const parts = useTexts(partsTexts);
  const formats = useFormats();
  return useMemo(
    () => ({
      name: "packages",
      title: texts.title,
      reading: packagesReading,
      columns: columnsOf(texts, parts, formats),
      filters: filtersOf(texts),
      defaultOrder: "name",
      idOf: ({ purl }) => purl,
      nameOf: ({ name, version }) => `${name} ${version}`,
      empty: <PackagesEmpty />,
    }),
    [texts, parts, formats],
  );
}

function filtersOf(texts: (typeof packagesTexts)["en"]): readonly ListFilter[] {
  return [
    { parameter: "name", label: texts.name, operator: "^", isDefault: true },
    {
      parameter: "type",
      label: texts.type,
      operator: "=",
      values: PACKAGE_TYPES.map((value) => ({ value, label: texts.types[value] })),
    },
    { parameter: "license", label: texts.license, operator: "=" },
    { parameter: "vulnerability", label: texts.vulnerability, operator: "=" },
  ];
}
