import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Spinner from "@cloudscape-design/components/spinner";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { lazy, Suspense } from "react";
import type { TrendDay } from "../../../core/contract/api-overview.ts";
import { useApi } from "../api/hooks.ts";
import { ProblemAlert } from "../parts/problem-alert.tsx";
import { overviewTexts } from "../texts/overview/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { trendReading } from "./overview-readings.ts";
import { TrendTable } from "./trend-table.tsx";
import { TIMESCALES, useTrendView } from "./use-trend-view.ts";

/** As heavy as the rest of the page: it comes after it. */
const TrendChart = lazy(async () => ({
  default: (await import("./trend-chart.tsx")).TrendChart,
}));

/** Vulnerabilities over time, as a chart or as the table of the same numbers. */
export function TrendSection() {
  const texts = useTexts(overviewTexts);
  const view = useTrendView();
  const { data, error, refetch } = useApi(trendReading(view.days));
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={texts.trendLead}
          actions={
            <SpaceBetween direction="horizontal" size="s">
              <SegmentedControl
                label={texts.timescale}
                selectedId={String(view.days)}
                options={TIMESCALES.map((days) => ({ id: String(days), text: texts.days(days) }))}
                onChange={({ detail }) => {
                  view.showDays(detail.selectedId);
                }}
              />
              <SegmentedControl
                label={texts.showAs}
                selectedId={view.form}
                options={[
                  { id: "chart", text: texts.chart },
                  { id: "table", text: texts.table },
                ]}
                onChange={({ detail }) => {
                  view.showAs(detail.selectedId);
                }}
              />
            </SpaceBetween>
          }
        >
          {texts.trend}
        </Header>
      }
    >
      {data === undefined && error !== null && <ProblemAlert error={error} onRetry={refetch} />}
      {data === undefined && error === null && <Waiting />}
      {data !== undefined && view.form === "table" && <TrendTable days={data.items} />}
      {data !== undefined && view.form === "chart" && <Chart days={data.items} />}
    </Container>
  );
}

function Chart({ days }: { readonly days: readonly TrendDay[] }) {
  const texts = useTexts(overviewTexts);
  if (days.length === 0) return <Box textAlign="center">{texts.trendNone}</Box>;
  if (days.length === 1) {
    return (
      <SpaceBetween size="m">
        <div>
          <Box variant="strong">{texts.trendYoung}</Box>
          <Box variant="p">{texts.trendYoungLead}</Box>
        </div>
        <TrendTable days={days} />
      </SpaceBetween>
    );
  }
  return (
    <div className="scout-trend">
      <Suspense fallback={<Waiting />}>
        <TrendChart days={days} />
      </Suspense>
    </div>
  );
}

function Waiting() {
  const texts = useTexts(overviewTexts);
  return (
    <div className="scout-trend">
      <Box textAlign="center" padding="xxl">
        <span role="status" aria-label={texts.loadingChart}>
          <Spinner size="large" />
        </span>
      </Box>
    </div>
  );
}
