import { ImagesQuery } from "../../core/contract/api-images.ts";
import { VulnerabilitiesQuery } from "../../core/contract/api-organization.ts";
import type { ImagesOverview, Totals } from "../../core/contract/api-overview.ts";
import { listImages } from "./read-model-images.ts";
import { countsByBand } from "./read-model-layers.ts";
import { severityToStore } from "./read-model-values.ts";
import { listVulnerabilities } from "./read-model-vulnerabilities.ts";
import type { SqlValue, Statements } from "./statements.ts";

/** What an organization's images tell of what needs attention. */
export function readOverview(sql: Statements, since: Date, examples: number): ImagesOverview {
  const newCritical = VulnerabilitiesQuery.parse({
    severity: "critical",
    since: since.toISOString(),
    order: "-firstSeenAt",
    limit: examples,
  });
  const failed = ImagesQuery.parse({ state: "failed", limit: examples });
  const unassessed = ImagesQuery.parse({ unassessed: "true", limit: examples });
  return {
    totals: totalsOf(sql),
    newCritical: {
      count: countOf(
        sql,
        "vulnerability WHERE severity = ? AND first_seen_at >= ?",
        severityToStore("critical"),
        since.getTime(),
      ),
      items: [...listVulnerabilities(sql, newCritical).items],
    },
    failed: {
      count: countOf(sql, "image WHERE state = 'failed'"),
      items: [...listImages(sql, failed).items],
    },
    unassessed: {
      count: countOf(sql, "image WHERE unassessed > 0"),
      items: [...listImages(sql, unassessed).items],
    },
  };
}

/** Numbers of an organization: each a walk over the smallest index of its table. */
export function totalsOf(sql: Statements): Totals {
  return {
    images: countOf(sql, "image"),
    repositories: countOf(sql, "repository"),
    packages: countOf(sql, "package"),
    vulnerabilities: countsByBand(
      sql.all("SELECT severity AS band, count(*) AS number FROM vulnerability GROUP BY severity"),
    ),
  };
}

function countOf(sql: Statements, from: string, ...values: readonly SqlValue[]): number {
  return sql.first(`SELECT count(*) AS number FROM ${from}`, ...values)?.integer("number") ?? 0;
}
