import { useMemo } from "react";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import type { ListColumn, ListDefinition } from "../list/list-definition.ts";
import { Muted } from "../parts/muted.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { integrationsReading } from "./integration-readings.ts";
import { IntegrationStatus } from "./integration-status.tsx";
import { furtherColumns } from "./registries-columns.tsx";
import { RegistriesEmpty } from "./registries-empty.tsx";
import { filtersOf, matchesRegistry } from "./registries-filters.ts";
import { type IntegrationAct, RegistryActions } from "./registry-actions.tsx";
import { nameOfIntegration, RegistryName } from "./registry-name.tsx";
import { TemplateVersion } from "./template-version.tsx";

type Texts = (typeof integrationsTexts)["en"];

/** The list of integrated registries; `onAct` is called with what a reader wants to do to one. */
export function useRegistriesList(
  onAct: (act: IntegrationAct) => void,
): ListDefinition<IntegrationSummary> {
  const texts = useTexts(integrationsTexts);
  const parts = useTexts(partsTexts);
  return useMemo(
    () => ({
      name: "registries",
      isNested: true,
      title: texts.registries,
      reading: integrationsReading,
      columns: [
        ...columnsOf(texts),
        {
          id: "actions",
          label: texts.actions,
          cell: (integration) => <RegistryActions integration={integration} onAct={onAct} />,
          width: 95,
        },
        ...furtherColumns(texts),
      ],
      filters: filtersOf(texts, parts),
      matches: matchesRegistry,
      defaultOrder: "account",
      idOf: ({ integrationId }) => integrationId,
      nameOf: (integration) => nameOfIntegration(integration, texts),
      empty: <RegistriesEmpty />,
    }),
    [texts, parts, onAct],
  );
}

function columnsOf(texts: Texts): readonly ListColumn<IntegrationSummary>[] {
  return [
    {
      id: "account",
      label: texts.accountId,
      cell: (integration) => <RegistryName integration={integration} />,
      value: ({ connection }) => connection?.accountId ?? null,
      orders: { ascending: "account", descending: "-account" },
      isRowHeader: true,
      width: 135,
    },
    {
      id: "region",
      label: texts.region,
      cell: ({ connection }) => connection?.region ?? <Muted>{texts.none}</Muted>,
      value: ({ connection }) => connection?.region ?? null,
      orders: { ascending: "region", descending: "-region" },
      width: 105,
    },
    {
      id: "status",
      label: texts.status,
      cell: (integration) => <IntegrationStatus integration={integration} />,
      value: ({ statusLabel }) => statusLabel,
      orders: { ascending: "status", descending: "-status" },
      width: 137,
    },
    {
      id: "lastEvent",
      label: texts.lastEvent,
      cell: ({ activity }) => <RelativeTime at={activity.lastEventAt} />,
      value: ({ activity }) => activity.lastEventAt,
      orders: { ascending: "lastEvent", descending: "-lastEvent" },
      width: 145,
    },
    {
      id: "lastPull",
      label: texts.lastPull,
      cell: ({ activity }) => <RelativeTime at={activity.lastPullAt} />,
      value: ({ activity }) => activity.lastPullAt,
      orders: { ascending: "lastPull", descending: "-lastPull" },
      width: 145,
    },
    {
      id: "template",
      label: texts.template,
      cell: (integration) => <TemplateVersion integration={integration} />,
      value: ({ connection }) => connection?.templateVersion ?? null,
      width: 104,
    },
    {
      id: "advisories",
      label: texts.advisories,
      cell: ({ advisoriesAsOf }) =>
        advisoriesAsOf === null ? (
          <Muted title={texts.advisoriesUnknown}>{texts.none}</Muted>
        ) : (
          <RelativeTime at={advisoriesAsOf} />
        ),
      value: ({ advisoriesAsOf }) => advisoriesAsOf,
      width: 118,
    },
    {
      id: "missed",
      label: texts.missed,
      cell: ({ activity }) => activity.missedEvents,
      value: ({ activity }) => activity.missedEvents,
      orders: { ascending: "missed", descending: "-missed" },
      minWidth: 80,
      width: 108,
    },
  ];
}
