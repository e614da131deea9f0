import type { Analysis, Summary } from "./engine.ts";
import { factsOf } from "./image-facts.ts";

/** An analysis at one glance. */
export function summaryOf(analysis: Analysis): Summary {
  const { origin, analyzedAt, advisoryCounts, syncCommand, report, inventory } = analysis;
  return {
    ...factsOf(analysis),
    origin,
    analyzedAt,
    advisoryCounts,
    ...(syncCommand === undefined ? {} : { syncCommand }),
    assessed: report.assessed,
    counts: report.counts,
    warnings: inventory.warnings,
  };
}
