import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type { MonthOfUsage } from "../../../core/contract/api-integrations.ts";
import { useApi } from "../api/hooks.ts";
import { Bytes } from "../parts/bytes.tsx";
import { ProblemAlert } from "../parts/problem-alert.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { usageReading } from "./integration-readings.ts";
import { useDollars } from "./use-dollars.ts";

/** What an integration used by months, and what that cost the account of its registry. */
export function UsageSection({ integrationId }: { readonly integrationId: string }) {
  const texts = useTexts(integrationsTexts);
  const formats = useFormats();
  const dollars = useDollars();
  const { data, error, refetch } = useApi(usageReading(integrationId));
  if (data === undefined && error !== null) return <ProblemAlert error={error} onRetry={refetch} />;
  return (
    <Table<MonthOfUsage>
      variant="container"
      ariaLabels={{ tableLabel: texts.usageTitle }}
      header={
        <Header variant="h2" description={texts.usageLead}>
          {texts.usageTitle}
        </Header>
      }
      loading={data === undefined}
      loadingText={texts.loading}
      trackBy="month"
      items={[...(data?.items ?? [])]}
      empty={<Box textAlign="center">{texts.usageEmpty}</Box>}
      columnDefinitions={[
        { id: "month", header: texts.month, cell: ({ month }) => month, isRowHeader: true },
        { id: "events", header: texts.events, cell: ({ events }) => formats.number(events) },
        {
          id: "analyses",
          header: texts.analyses,
          cell: ({ analyses }) => formats.number(analyses),
        },
        {
          id: "pulled",
          header: texts.pulled,
          cell: ({ bytesPulled }) => <Bytes value={bytesPulled} />,
        },
        {
          id: "known",
          header: texts.known,
          cell: ({ bytesKnown }) => <Bytes value={bytesKnown} />,
        },
        { id: "secret", header: texts.costSecret, cell: ({ cost }) => dollars(cost.secret) },
        { id: "sent", header: texts.costEvents, cell: ({ cost }) => dollars(cost.events) },
        { id: "egress", header: texts.costEgress, cell: ({ cost }) => dollars(cost.egress) },
        { id: "total", header: texts.costTotal, cell: ({ cost }) => dollars(cost.total) },
      ]}
    />
  );
}
