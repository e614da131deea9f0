import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** The word for an integration's status: the brand's own, or else ours in the reader's language. */
export function useStatusWord(): (
  integration: Pick<IntegrationSummary, "status" | "statusLabel">,
) => string {
  const { integrationStatuses } = useTexts(partsTexts);
  return ({ status, statusLabel }) =>
    statusLabel === partsTexts.en.integrationStatuses[status]
      ? integrationStatuses[status]
      : statusLabel;
}
