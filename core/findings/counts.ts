import type { Finding, SeverityCounts } from "../contract/findings.ts";
import { SEVERITIES, type Severity } from "../contract/vocabulary.ts";

/**
 * The number of different vulnerabilities by severity. One that affects several packages counts
 * once, in its worst band. One of which it is only unknown whether it holds counts as
 * `unspecified`, whatever its rating: it must be seen, and nobody may be alarmed by its band.
 */
export function countBySeverity(findings: readonly Finding[]): SeverityCounts {
  const worst = new Map<string, Severity>();
  for (const { id, status, severity } of findings) {
    const band = status === "affected" ? severity : "unspecified";
    const known = worst.get(id);
    if (known === undefined || severityRank(band) < severityRank(known)) worst.set(id, band);
  }
  const counts: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, unspecified: 0 };
  for (const severity of worst.values()) counts[severity]++;
  return counts;
}

/** 0 is the worst. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
