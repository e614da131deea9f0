import * as z from "zod";
import type {
  VulnerabilitiesQuery,
  VulnerabilitySummary,
} from "../../core/contract/api-organization.ts";
import type { Page } from "../../core/contract/page.ts";
import { beginsWith, equal, readPage, type SortKey } from "./read-model-page.ts";
import { severityFromStore, severityToStore } from "./read-model-values.ts";
import type { SqlRow, Statements } from "./statements.ts";

/** Packages that a summary names: enough to know what it is about. */
const NAMED_PACKAGES = 20;

const ID: SortKey = { sql: "v.id", type: "number" };
const IMAGE_COUNT: SortKey = { sql: "v.image_count", type: "number" };

/** Each is the columns of one index of `vulnerability`. */
const SORTS: Record<VulnerabilitiesQuery["order"], readonly SortKey[]> = {
  "-severity": [{ sql: "v.severity", type: "number" }, IMAGE_COUNT, ID],
  "-imageCount": [IMAGE_COUNT, ID],
  id: [{ sql: "v.name", type: "string" }],
};

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
      select: (keys) => `SELECT v.*, ${keys} FROM vulnerability v`,
      conditions: [
        ...equal("v.severity", query.severity && severityToStore(query.severity)),
        ...beginsWith("v.term", query.id?.toLowerCase()),
      ],
      sort: SORTS[query.order],
      descending: query.order !== "id",
      item: (row) => summaryOf(sql, row),
    },
    query,
  );
}

function summaryOf(sql: Statements, row: SqlRow): VulnerabilitySummary {
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
