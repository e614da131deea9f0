import SpaceBetween from "@cloudscape-design/components/space-between";
import { useApi } from "../api/hooks.ts";
import { Page } from "../app/page.tsx";
import { AsOf } from "../list/as-of.tsx";
import { ProblemAlert, StaleAlert } from "../parts/problem-alert.tsx";
import { useNow } from "../parts/relative-time.tsx";
import { overviewTexts } from "../texts/overview/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { AffectedRepositories } from "./affected-repositories.tsx";
import { Attention } from "./attention.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { overviewReading } from "./overview-readings.ts";
import { Totals } from "./totals.tsx";
import { TrendSection } from "./trend-section.tsx";
import "./overview.css";

const NEW_MILLISECONDS = 7 * 86_400_000;
const DAY_LENGTH = "2026-11-22".length;

/** The page that opens first: what needs attention, how it changes, where it is worst. */
export function OverviewPage() {
  const texts = useTexts(overviewTexts);
  const { data, error, refetch } = useApi(overviewReading(weekBefore(useNow())));
  const isNew = data !== undefined && data.totals.images === 0;
  return (
    <Page
      title={texts.title}
      lead={
        <>
          {texts.lead} <AsOf at={data?.asOf} />
        </>
      }
    >
      <SpaceBetween size="l">
        {data === undefined && error !== null && <ProblemAlert error={error} onRetry={refetch} />}
        {data !== undefined && error !== null && error.kind !== "session" && (
          <StaleAlert error={error} />
        )}
        {isNew && <FirstSteps />}
        {(data !== undefined || error === null) && <Attention overview={data} />}
        {!isNew && (data !== undefined || error === null) && <Totals totals={data?.totals} />}
        {!isNew && <TrendSection />}
        {!isNew && <AffectedRepositories />}
      </SpaceBetween>
    </Page>
  );
}

/** The beginning of the day a week before, UTC: the same question all day has the same answer's tag. */
function weekBefore(now: Date): string {
  const day = new Date(now.getTime() - NEW_MILLISECONDS).toISOString().slice(0, DAY_LENGTH);
  return `${day}T00:00:00.000Z`;
}
