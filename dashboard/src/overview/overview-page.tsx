import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useApi, useList } from "../api/hooks.ts";
import { Page } from "../app/page.tsx";
import { AsOf } from "../list/as-of.tsx";
import { ProblemAlert, StaleAlert } from "../parts/problem-alert.tsx";
import { useNow } from "../parts/relative-time.tsx";
import { overviewTexts } from "../texts/overview/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { AffectedRepositories } from "./affected-repositories.tsx";
import { Attention } from "./attention.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { affectedReading, overviewReading, trendReading } from "./overview-readings.ts";
import { Totals } from "./totals.tsx";
import { TrendSection } from "./trend-section.tsx";
import { useTrendView } from "./use-trend-view.ts";
import "./overview.css";

const NEW_MILLISECONDS = 7 * 86_400_000;
const DAY_LENGTH = "2026-11-22".length;

/** The page that opens first: what needs attention, how it changes, where it is worst. */
export function OverviewPage() {
  const texts = useTexts(overviewTexts);
  const overview = useApi(overviewReading(weekBefore(useNow())));
  const trend = useApi(trendReading(useTrendView().days));
  const affected = useList(affectedReading());
  // All at once: nothing that comes later pushes what is there already.
  const isSettled = useOnce([overview, trend, affected].every(({ isPending }) => !isPending));
  const { data, error } = overview;
  return (
    <Page
      title={texts.title}
      lead={
        <>
          {texts.lead} <AsOf at={data?.asOf} />
        </>
      }
    >
      {!isSettled && <ProblemAlert error={null} />}
      {isSettled && data === undefined && <ProblemAlert error={error} onRetry={overview.refetch} />}
      {isSettled && data !== undefined && (
        <SpaceBetween size="l">
          {error !== null && error.kind !== "session" && <StaleAlert error={error} />}
          {data.totals.images === 0 && <FirstSteps />}
          <Attention overview={data} />
          {data.totals.images > 0 && <Totals totals={data.totals} />}
          {data.totals.images > 0 && <TrendSection />}
          {data.totals.images > 0 && <AffectedRepositories />}
        </SpaceBetween>
      )}
    </Page>
  );
}

/** Whether something is so, or was once. */
function useOnce(isSo: boolean): boolean {
  const [was, setWas] = useState(false);
  if (isSo && !was) setWas(true);
  return was || isSo;
}

/** The beginning of the day a week before, UTC: the same question all day has the same answer's tag. */
function weekBefore(now: Date): string {
  const day = new Date(now.getTime() - NEW_MILLISECONDS).toISOString().slice(0, DAY_LENGTH);
  return `${day}T00:00:00.000Z`;
}
