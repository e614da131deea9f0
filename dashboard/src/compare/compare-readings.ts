import type {
  ImageComparison,
  PackageDifference,
  VulnerabilityDifference,
} from "../../../core/contract/api-compare.ts";
import { type ListAnswer, type Query, type Reading, reading } from "../api/reading.ts";

/** Identifiers of two images: what became of `from` in `to`. */
export interface Pair {
  readonly from: string;
  readonly to: string;
}

/** Two images side by side. */
export function comparisonReading({ from, to }: Pair): Reading<ImageComparison> {
  return reading("compare", { from, to });
}

/** A page of the packages that differ; the query is `ComparePackagesQuery` of the API. */
export function packageDifferencesReading(query: Query): Reading<ListAnswer<PackageDifference>> {
  return reading("compare/packages", query);
}

/** A page of the vulnerabilities of both; the query is `CompareVulnerabilitiesQuery` of the API. */
export function vulnerabilityDifferencesReading(
  query: Query,
): Reading<ListAnswer<VulnerabilityDifference>> {
  return reading("compare/vulnerabilities", query);
}
