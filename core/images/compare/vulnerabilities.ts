import type { VulnerabilityDifference } from "../../contract/api-compare.ts";
import type { SeverityCounts } from "../../contract/findings.ts";
import type { Severity, VulnerabilityChange } from "../../contract/vocabulary.ts";
import { severityRank } from "../../findings/counts.ts";

/** Packages that are named of a vulnerability: enough to know what it is about. */
const NAMED_PACKAGES = 20;

/** A package of an image that has a vulnerability. */
export interface ComparedFinding {
  readonly id: string;
  /** As it counts for the image: `unspecified` where it is only unknown whether it holds. */
  readonly severity: Severity;
  readonly pkg: VulnerabilityDifference["packages"][number];
}

/**
 * What became of vulnerabilities, the worst first: one that affects several packages counts
 * once, in its worst band.
 */
export function compareVulnerabilities(
  from: readonly ComparedFinding[],
  to: readonly ComparedFinding[],
): readonly VulnerabilityDifference[] {
  const before = Map.groupBy(from, ({ id }) => id);
  const after = Map.groupBy(to, ({ id }) => id);
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((id) => differenceOf(id, before.get(id), after.get(id)))
    .sort(byWorst);
}

/** Numbers by change and severity. */
export function countVulnerabilities(
  differences: readonly VulnerabilityDifference[],
): Record<VulnerabilityChange, SeverityCounts> {
  const counts = { new: none(), fixed: none(), unchanged: none() };
  for (const { change, severity } of differences) counts[change][severity] += 1;
  return counts;
}

function none(): SeverityCounts {
  return { critical: 0, high: 0, medium: 0, low: 0, unspecified: 0 };
}

function differenceOf(
  id: string,
  before: readonly ComparedFinding[] | undefined,
  after: readonly ComparedFinding[] | undefined,
): VulnerabilityDifference {
  const shown = after ?? before ?? [];
  const [worst = "unspecified"] = shown
    .map(({ severity }) => severity)
    .sort((a, b) => severityRank(a) - severityRank(b));
  const packages = new Map(shown.map(({ pkg }) => [pkg.purl, pkg]));
  return {
    change: changeOf(before, after),
    id,
    severity: worst,
    packages: [...packages.values()].slice(0, NAMED_PACKAGES),
  };
}

function changeOf(before: unknown, after: unknown): VulnerabilityChange {
  if (before === undefined) return "new";
  return after === undefined ? "fixed" : "unchanged";
}

function byWorst(a: VulnerabilityDifference, b: VulnerabilityDifference): number {
  const order = severityRank(a.severity) - severityRank(b.severity);
  if (order !== 0) return order;
  return a.id < b.id ? -1 : 1;
}
