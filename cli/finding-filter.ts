import type { FindingReport } from "../core/contract/findings.ts";
import type { Severity } from "../core/contract/vocabulary.ts";
import { countBySeverity } from "../core/findings/counts.ts";
import type { Analysis } from "./analysis.ts";

/** Which findings a command shows; all conditions given must hold. */
export interface FindingFilter {
  readonly onlySeverity?: readonly Severity[];
  readonly onlyFixed?: boolean;
  readonly onlyUnfixed?: boolean;
  /** Names of packages. */
  readonly onlyPackage?: readonly string[];
}

/** The report with the findings that pass, and counts of those alone. */
export function filterFindings(
  { inventory, report }: Analysis,
  filter: FindingFilter,
): FindingReport {
  const names = new Map(inventory.packages.map(({ purl, name }) => [purl, name]));
  const findings = report.findings.filter(
    (finding) =>
      (filter.onlySeverity?.includes(finding.severity) ?? true) &&
      (filter.onlyFixed !== true || finding.fixedVersion !== undefined) &&
      (filter.onlyUnfixed !== true || finding.fixedVersion === undefined) &&
      (filter.onlyPackage?.includes(names.get(finding.purl) ?? "") ?? true),
  );
  if (findings.length === report.findings.length) return report;
  return { ...report, findings, counts: countBySeverity(findings) };
}
