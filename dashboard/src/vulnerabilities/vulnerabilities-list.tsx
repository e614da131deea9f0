import { useMemo } from "react";
import { useSearchParams } from "react-router";
import type { VulnerabilitySummary } from "../../../core/contract/api-organization.ts";
import type { ListDefinition } from "../list/list-definition.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { vulnerabilitiesTexts } from "../texts/vulnerabilities/texts.ts";
import { VulnerabilitiesEmpty } from "./vulnerabilities-empty.tsx";
import { columnsOf } from "./vulnerabilities-columns.tsx";
import { filtersOf } from "./vulnerabilities-filters.ts";
import { vulnerabilitiesReading } from "./vulnerability-readings.ts";

/** The list of vulnerabilities. */
export function useVulnerabilitiesList(): ListDefinition<VulnerabilitySummary> {
  const texts = useTexts(vulnerabilitiesTexts);
  const parts = useTexts(partsTexts);
  const formats = useFormats();
  const [parameters] = useSearchParams();
  const since = parameters.get("since");
  return useMemo(
    () => ({
      name: "vulnerabilities",
      title: texts.title,
      reading: vulnerabilitiesReading,
      columns: columnsOf(texts, parts, formats),
      filters: filtersOf({ texts, parts, formats, since, now: new Date() }),
      defaultOrder: "-severity",
      idOf: ({ id }) => id,
      nameOf: ({ id }) => id,
      empty: <VulnerabilitiesEmpty />,
    }),
    [texts, parts, formats, since],
  );
}
