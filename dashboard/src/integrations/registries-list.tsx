import { useMemo } from "react";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import type { ListColumn, ListDefinition } from "../list/list-definition.ts";
import { Muted } from "../parts/muted.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { integrationsReading } from "./integration-readings.ts";
import { IntegrationStatus } from "./integration-status.tsx";
import { furtherColumns } from "./registries-columns.tsx";
import { RegistriesEmpty } from "./registries-empty.tsx";
import { type IntegrationAct, RegistryActions } from "./registry-actions.tsx";
import { nameOfIntegration, RegistryName } from "./registry-name.tsx";
import { TemplateVersion } from "./template-version.tsx";

type Texts = (typeof integrationsTexts)["en"];

/** The list of integrated registries; `onAct` is called with what a reader wants to do to one. */
export function useRegistriesList(
  onAct: (act: IntegrationAct) => void,
): ListDefinition<IntegrationSummary> {
  const texts = useTexts(integrationsTexts);
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
          width: 100,
        },
        ...furtherColumns(texts),
      ],
      filters: [],
      idOf: ({ integrationId }) => integrationId,
      nameOf: (integration) => nameOfIntegration(integration, texts),
      empty: <RegistriesEmpty />,
    }),
    [texts, onAct],
  );
}

function columnsOf(texts: Texts): readonly ListColumn<IntegrationSummary>[] {
  return [
    {
      id: "account",
      label: texts.accountId,
      cell: (integration) => <RegistryName integration={integration} />,
      value: ({ connection }) => connection?.accountId ?? null,
      isRowHeader: true,
      width: 145,
    },
    {
      id: "region",
      label: texts.region,
      cell: ({ connection }) => connection?.region ?? <Muted>{texts.none}</Muted>,
      value: ({ connection }) => connection?.region ?? null,
      width: 105,
    },
    {
      id: "status",
      label: texts.status,
      cell: (integration) => <IntegrationStatus integration={integration} />,
      value: ({ statusLabel }) => statusLabel,
      width: 145,
    },
    {
      id: "lastEvent",
      label: texts.lastEvent,
      cell: ({ activity }) => <RelativeTime at={activity.lastEventAt} />,
      value: ({ activity }) => activity.lastEventAt,
      width: 135,
    },
    {
      id: "lastPull",
      label: texts.lastPull,
      cell: ({ activity }) => <RelativeTime at={activity.lastPullAt} />,
      value: ({ activity }) => activity.lastPullAt,
      width: 135,
    },
    {
      id: "template",
      label: texts.template,
      cell: (integration) => <TemplateVersion integration={integration} />,
      value: ({ connection }) => connection?.templateVersion ?? null,
      width: 115,
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
      width: 120,
    },
    {
      id: "missed",
      label: texts.missed,
      cell: ({ activity }) => activity.missedEvents,
      value: ({ activity }) => activity.missedEvents,
      minWidth: 80,
      width: 90,
    },
  ];
}
