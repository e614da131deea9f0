import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import { INTEGRATION_STATUSES } from "../../../core/contract/vocabulary.ts";
import type { ListFilter } from "../list/list-definition.ts";
import type { integrationsTexts } from "../texts/integrations/texts.ts";
import type { partsTexts } from "../texts/parts/texts.ts";
import { isWaiting } from "./integration-status.tsx";

/** An account that an owner has not let in yet; no status of the API, and yet one for readers. */
const WAITING = "waiting";

/** Filters of the registries. */
export function filtersOf(
  texts: (typeof integrationsTexts)["en"],
  parts: (typeof partsTexts)["en"],
): readonly ListFilter[] {
  return [
    { parameter: "registry", label: texts.registry, operator: ":", isDefault: true },
    {
      parameter: "status",
      label: texts.status,
      operator: "=",
      values: [
        ...INTEGRATION_STATUSES.map((value) => ({
          value,
          label: parts.integrationStatuses[value],
        })),
        { value: WAITING, label: texts.waiting },
      ],
    },
    { parameter: "region", label: texts.region, operator: ":" },
  ];
}

/** Whether a registry fits the value of one of them. */
export function matchesRegistry(
  integration: IntegrationSummary,
  parameter: string,
  value: string,
): boolean {
  const { integrationId, registry, status, connection } = integration;
  const wanted = value.toLowerCase();
  switch (parameter) {
    case "registry":
      return [registry, connection?.accountId, connection?.stackId, integrationId].some((text) =>
        text?.toLowerCase().includes(wanted),
      );
    case "status":
      return isWaiting(integration) ? value === WAITING : value === status;
    case "region":
      return connection?.region.includes(wanted) === true;
    default:
      return true;
  }
}
