import * as z from "zod";
import type {
  VulnerabilitiesQuery,
  VulnerabilitySummary,
} from "../../core/contract/api-organization.ts";
import type { Page } from "../../core/contract/page.ts";
import { termRange } from "./read-model-image-packages.ts";
import { among, beginsWith, equal, readPage, type SortKey } from "./read-model-page.ts";
import {
  scoreFromStore,
  severityFromStore,
  severityToStore,
  timeFromStore,
} from "./read-model-values.ts";
import type { SqlRow, Statements } from "./statements.ts";

/** Packages that a summary names: enough to know what it is about. */
const NAMED_PACKAGES = 20;

const ID: SortKey = { sql: "v.id", type: "number" };
const IMAGE_COUNT: SortKey = { sql: "v.image_count", type: "number" };

/** Each is the columns of one index of `vulnerability`. */
const SORTS: Record<VulnerabilitiesQuery["order"], readonly SortKey[]> = {
  "-severity": [{ sql: "v.severity", type: "number" }, IMAGE_COUNT, ID],
  "-cvss": [{ sql: "v.cvss", type: "number" }, ID],
  "-imageCount": [IMAGE_COUNT, ID],
  "-firstSeenAt": [{ sql: "v.first_seen_at", type: "number" }, ID],
  id: [{ sql: "v.name", type: "string" }],
};

/** Of the vulnerability `v`: some package has a fixed version. */
const FIXABLE = `EXISTS (SELECT 1 FROM advisory a JOIN finding f ON f.advisory = a.id
  WHERE a.vulnerability = v.id AND f.fixed_version IS NOT NULL)`;

const VULNERABILITIES_OF_PACKAGE = `
SELECT a.vulnerability FROM package_term t
JOIN finding f ON f.package = t.package JOIN advisory a ON a.id = f.advisory
WHERE t.term >= ? AND t.term < ?`;

/** A vulnerability's row as `vulnerabilitySummary` reads it. */
export const VULNERABILITY_COLUMNS = `v.*, ${FIXABLE} AS fixable`;

const Details = z.object({
  advisoryId: z.string(),
  summary: z.string().optional(),
  publishedAt: z.string().optional(),
});

/** A page of the vulnerabilities that an organization's images have. */
export function listVulnerabilities(
  sql: Statements,
  query: VulnerabilitiesQuery,
): Page<VulnerabilitySummary> {
  return readPage(
    sql,
    {
      name: "vulnerabilities",
      select: (keys) => `SELECT ${VULNERABILITY_COLUMNS}, ${keys} FROM vulnerability v`,
      conditions: [
        ...equal("v.severity", query.severity && severityToStore(query.severity)),
        ...beginsWith("v.term", query.id?.toLowerCase()),
        ...(query.fixable === undefined
          ? []
          : [{ sql: `${query.fixable === "true" ? "" : "NOT "}${FIXABLE}`, values: [] }]),
        ...among("v.id", VULNERABILITIES_OF_PACKAGE, termRange(query.package)),
        ...(query.since === undefined
          ? []
          : [{ sql: "v.first_seen_at >= ?", values: [Date.parse(query.since)] }]),
      ],
      sort: SORTS[query.order],
      descending: query.order !== "id",
      item: (row) => vulnerabilitySummary(sql, row),
    },
    query,
  );
}

/** What a list says of one vulnerability. */
export function vulnerabilitySummary(sql: Statements, row: SqlRow): VulnerabilitySummary {
  const id = row.integer("id");
  const advisories = sql
    .all("SELECT details FROM advisory WHERE vulnerability = ? ORDER BY id", id)
    .map((advisory) => Details.parse(JSON.parse(advisory.text("details"))));
  const count = sql.first(
    `SELECT count(DISTINCT f.package) AS packages FROM advisory a
     JOIN finding f ON f.advisory = a.id WHERE a.vulnerability = ?`,
    id,
  );
  return {
    id: row.text("name"),
    severity: severityFromStore(row.integer("severity")),
    advisoryIds: [...new Set(advisories.map((one) => one.advisoryId))],
    summary: advisories.find((one) => one.summary !== undefined)?.summary ?? null,
    publishedAt: advisories.find((one) => one.publishedAt !== undefined)?.publishedAt ?? null,
    cvss: scoreFromStore(row.integer("cvss")),
    firstSeenAt: timeFromStore(row.integer("first_seen_at")),
    fixable: row.integer("fixable") === 1,
    imageCount: row.integer("image_count"),
    packageCount: count?.integer("packages") ?? 0,
    packages: packagesOf(sql, id),
  };
}

function packagesOf(sql: Statements, vulnerability: number): VulnerabilitySummary["packages"] {
  return sql
    .all(
      `SELECT p.purl, p.name, p.version, max(f.fixed_version) AS fixed_version
       FROM advisory a JOIN finding f ON f.advisory = a.id JOIN package p ON p.id = f.package
       WHERE a.vulnerability = ? GROUP BY p.id ORDER BY p.image_count DESC, p.id LIMIT ?`,
      vulnerability,
      NAMED_PACKAGES,
    )
    .map((row) => ({
      purl: row.text("purl"),
      name: row.text("name"),
      version: row.text("version"),
      fixedVersion: row.textOrNull("fixed_version"),
    }));
}
