import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import type { ReactNode } from "react";
import type { IntegrationSummary } from "../../../../core/contract/api-integrations.ts";
import { useApi } from "../../api/hooks.ts";
import { integrationsReading } from "../../integrations/integration-readings.ts";
import { nameOfIntegration, RegistryName } from "../../integrations/registry-name.tsx";
import { ProblemAlert, StaleAlert } from "../../parts/problem-alert.tsx";
import { integrationsTexts } from "../../texts/integrations/texts.ts";
import { registriesTexts } from "../../texts/registries/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { RegistriesEmpty } from "./registries-empty.tsx";

/** Fewer are seen at one look. */
const FILTERED_FROM = 10;
const PAGE_SIZE = 50;

interface RegistriesTableProps {
  readonly title: string;
  readonly actions?: ReactNode;
  /** Beside the registry's name. */
  readonly columns: readonly TableProps.ColumnDefinition<IntegrationSummary>[];
  readonly registryLabel: string;
}

/** The organization's registries with a setting of each; the API answers all of them at once. */
export function RegistriesTable(props: RegistriesTableProps) {
  const { title, actions, columns, registryLabel } = props;
  const texts = useTexts(registriesTexts);
  const words = useTexts(integrationsTexts);
  const { data, error, refetch } = useApi(integrationsReading());
  const { items, collectionProps, filterProps, paginationProps } = useCollection(
    data?.items ?? [],
    {
      filtering: {
        empty: <RegistriesEmpty />,
        noMatch: texts.noMatch,
        filteringFunction: (item, text) =>
          textOf(item, nameOfIntegration(item, words)).includes(text.trim().toLowerCase()),
      },
      pagination: { pageSize: PAGE_SIZE },
    },
  );
  if (data === undefined && error !== null) {
    return <ProblemAlert error={error} onRetry={refetch} />;
  }
  const count = data?.items.length ?? 0;
  const table = (
    <Table<IntegrationSummary>
      {...collectionProps}
      variant="container"
      wrapLines
      enableKeyboardNavigation
      trackBy="integrationId"
      items={items}
      loading={data === undefined}
      loadingText={texts.loading}
      ariaLabels={{ tableLabel: title }}
      header={
        <Header variant="h2" actions={actions}>
          {title}
        </Header>
      }
      filter={
        count > FILTERED_FROM && (
          <TextFilter
            {...filterProps}
            filteringAriaLabel={texts.filter}
            filteringPlaceholder={texts.filter}
          />
        )
      }
      pagination={count > PAGE_SIZE && <Pagination {...paginationProps} />}
      columnDefinitions={[
        {
          id: "registry",
          header: registryLabel,
          isRowHeader: true,
          minWidth: 180,
          cell: (integration) => <Registry integration={integration} />,
        },
        ...columns,
      ]}
    />
  );
  if (error === null) return table;
  return (
    <SpaceBetween size="s">
      <StaleAlert error={error} />
      {table}
    </SpaceBetween>
  );
}

function Registry({ integration }: { readonly integration: IntegrationSummary }) {
  return (
    <>
      <RegistryName integration={integration} />
      <Box variant="small" display="block">
        {integration.connection?.region} {integration.statusLabel}
      </Box>
    </>
  );
}

function textOf(integration: IntegrationSummary, name: string): string {
  const { registry, activationPatterns, integrationId } = integration;
  return [name, registry ?? "", integrationId, ...activationPatterns].join(" ").toLowerCase();
}
