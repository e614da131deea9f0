import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Image } from "../../../core/contract/image.ts";
import { useApi } from "../api/hooks.ts";
import { ProblemAlert, StaleAlert } from "../parts/problem-alert.tsx";
import { ConfigurationFacts } from "./configuration-facts.tsx";
import { HistoryTable } from "./history-table.tsx";
import { historyReading } from "./image-readings.ts";
import { LabelsTable } from "./labels-table.tsx";
import { hasResults, NotAnalyzed } from "./not-analyzed.tsx";
import { UnreadTable } from "./unread-table.tsx";

/** How an image starts, how it came to be, and what of it could not be read. */
export function ConfigurationTab({ image }: { readonly image: Image }) {
  const read = useApi(historyReading(image.imageId), { enabled: hasResults(image) });
  if (!hasResults(image)) return <NotAnalyzed image={image} />;
  const { data, error } = read;
  if (data === undefined) return <ProblemAlert error={error} onRetry={read.refetch} />;
  return (
    <SpaceBetween size="l">
      {error !== null && <StaleAlert error={error} />}
      {data.warnings.length > 0 && <UnreadTable warnings={data.warnings} />}
      <ConfigurationFacts config={data.config} />
      <LabelsTable labels={data.config.labels ?? {}} />
      <HistoryTable items={data.items} />
    </SpaceBetween>
  );
}
