import type { AnalysisRequest } from "../contract/analysis-request.ts";
import type { Comparison } from "./comparison.ts";

/** A request to look at a digest that a comparison found to be other than what is stored. */
export function comparisonRequest(
  { key, integrationId }: Comparison,
  digest: string,
  now: Date,
): AnalysisRequest {
  const { organizationId, registry, repository } = key;
  const about = { organizationId, integrationId, registry, repository, digest };
  return { ...about, cause: "reconcile", requestedAt: now.toISOString() };
}
