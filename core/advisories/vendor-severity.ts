import type { OsvAffected, OsvRecord } from "./osv.ts";

/**
 * The vendor's own rating as published, for example `MODERATE` (GitHub), `unimportant` (Debian),
 * `negligible` (Ubuntu), `Important` (AlmaLinux): of the package first, then of the record.
 */
export function vendorSeverityOf(
  record: OsvRecord,
  entries: readonly OsvAffected[],
): string | undefined {
  for (const entry of entries) {
    const rating =
      unscored(entry.severity) ??
      firstString(entry.ecosystem_specific) ??
      firstString(entry.database_specific);
    if (rating !== undefined) return rating;
  }
  return (
    unscored(record.severity) ?? firstString(record.database_specific) ?? summaryRating(record)
  );
}

/** Where vendors put their rating: GitHub and Bitnami, Debian, Ubuntu. */
const RATING_FIELDS = ["severity", "urgency", "ubuntu_priority", "priority"] as const;

function firstString(fields: Record<string, unknown> | undefined): string | undefined {
  if (fields === undefined) return undefined;
  for (const field of RATING_FIELDS) {
    const value = fields[field];
    // Debian's way to say that nobody has rated it.
    if (typeof value === "string" && value !== "" && value !== "not yet assigned") return value;
  }
  return undefined;
}

/** OSV's severity types that are a word, not a vector: today `Ubuntu`. */
function unscored(severities: OsvRecord["severity"]): string | undefined {
  return severities.find(({ type }) => !type.startsWith("CVSS_"))?.score;
}

/** Red Hat's rebuilds put the rating in front of the summary: `Important: podman security update`. */
function summaryRating(record: OsvRecord): string | undefined {
  if (!/^(?:AL|RL|RH)SA-/.test(record.id)) return undefined;
  return /^(Critical|Important|Moderate|Low):/.exec(record.summary ?? "")?.[1];
}
