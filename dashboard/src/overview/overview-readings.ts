import type { infer as Infer } from "zod";
import type { Overview, Trend as TrendSchema } from "../../../core/contract/api-overview.ts";
import type { RepositorySummary } from "../../../core/contract/api-repositories.ts";
import { type ListAnswer, type Reading, reading } from "../api/reading.ts";

type Trend = Infer<typeof TrendSchema>;

/** Repositories that are named. */
const AFFECTED = 10;

/** What needs attention; `since` is when what is new begins, ISO 8601. */
export function overviewReading(since: string): Reading<Overview> {
  return reading("overview", { since });
}

/** Vulnerabilities at the end of each of the last days. */
export function trendReading(days: number): Reading<Trend> {
  return reading("trend", { days });
}

/** The repositories whose latest images have the worst vulnerabilities. */
export function affectedReading(): Reading<ListAnswer<RepositorySummary>> {
  return reading("repositories", { order: "-vulnerabilities", limit: AFFECTED });
}

/** Whether any repository is activated: the first of them. */
export function activatedReading(): Reading<ListAnswer<RepositorySummary>> {
  return reading("repositories", { activated: "true", limit: 1 });
}
