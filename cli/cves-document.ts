import { packageName } from "../core/ecosystems/package-name.ts";
import type { ImageVulnerability } from "../core/contract/api-images.ts";
import type { Assessment, Finding, SeverityCounts } from "../core/contract/findings.ts";
import type { AnalysisWarning } from "../core/contract/inventory.ts";
import { countBySeverity } from "../core/findings/counts.ts";
import { formatPlatform } from "../core/oci/platform.ts";
import type { Analysis } from "./engine.ts";

/** `scout cves --format json`: the same wherever the analysis came from. Every field is always there. */
export interface CvesDocument {
  readonly schemaVersion: 1;
  /** The target. */
  readonly name: string;
  /** Of the platform manifest; null for a folder. */
  readonly digest: string | null;
  /** For example `linux/arm64/v8`. */
  readonly platform: string | null;
  /** For people, for example `Alpine Linux v3.20`. */
  readonly distribution: string | null;
  readonly packageCount: number;
  /** When it was matched, ISO 8601. */
  readonly matchedAt: string;
  readonly assessed: readonly Assessment[];
  /** Of the findings below. */
  readonly counts: SeverityCounts;
  /** Those that pass the filters, sorted by severity, then id, then purl. */
  readonly findings: readonly ImageVulnerability[];
  /** What of the image could not be read as it should be. */
  readonly warnings: readonly AnalysisWarning[];
}

/** @param shown The findings that pass the filters. */
export function cvesDocument(
  { name, inventory, report }: Analysis,
  shown: readonly Finding[],
): CvesDocument {
  const { digest, platform, distribution } = inventory;
  const packages = new Map(inventory.packages.map((entry) => [entry.purl, entry]));
  return {
    schemaVersion: 1,
    name,
    digest: digest ?? null,
    platform: platform === undefined ? null : formatPlatform(platform),
    distribution: distribution?.prettyName ?? distribution?.id ?? null,
    packageCount: inventory.packages.length,
    matchedAt: report.matchedAt,
    assessed: report.assessed,
    counts: countBySeverity(shown),
    findings: shown.map((finding) => {
      const found = packages.get(finding.purl);
      // Named first, so that the order is the same whoever made the finding.
      const { id, advisoryId, aliases, purl, ...others } = finding;
      return {
        id,
        advisoryId,
        aliases,
        purl,
        ...others,
        packageName: found === undefined ? "" : packageName(found),
        packageVersion: found?.version ?? "",
        layer: found?.locations[0]?.layer ?? 0,
      };
    }),
    warnings: inventory.warnings,
  };
}
