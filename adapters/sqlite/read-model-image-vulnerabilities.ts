import * as z from "zod";
import type {
  ImageVulnerabilitiesQuery,
  ImageVulnerability,
} from "../../core/contract/api-images.ts";
import { Finding } from "../../core/contract/findings.ts";
import type { Page } from "../../core/contract/page.ts";
import { beginsWith, type Condition, equal, readPage, type SortKey } from "./read-model-page.ts";
import { severityFromStore, severityToStore } from "./read-model-values.ts";
import type { SqlRow, Statements } from "./statements.ts";

const SELECT = `
SELECT v.name AS vulnerability, a.severity, a.details, f.status, f.affected_range, f.fixed_version,
  p.purl, p.name AS package_name, p.version AS package_version, s.layer`;

// CROSS JOIN keeps SQLite to this order: from the image's sets outwards.
const TABLES = `
FROM image_set s
CROSS JOIN finding_set_member m ON m.finding_set = s.finding_set
CROSS JOIN finding f ON f.id = m.finding
CROSS JOIN advisory a ON a.id = f.advisory
CROSS JOIN vulnerability v ON v.id = a.vulnerability
CROSS JOIN package p ON p.id = f.package`;

/** The part of a finding that is stored with its advisory. */
const Details = Finding.pick({
  advisoryId: true,
  aliases: true,
  severitySource: true,
  cvss: true,
  summary: true,
  publishedAt: true,
  references: true,
});

const SEVERITY: SortKey = { sql: "-a.severity", type: "number" };
const NAME: SortKey = { sql: "v.name", type: "string" };
const PURL: SortKey = { sql: "p.purl", type: "string" };
const ID: SortKey = { sql: "f.id", type: "number" };

const SORTS: Record<ImageVulnerabilitiesQuery["order"], readonly SortKey[]> = {
  "-severity": [SEVERITY, NAME, PURL, ID],
  id: [NAME, PURL, ID],
  package: [{ sql: "p.sort_name", type: "string" }, SEVERITY, NAME, PURL, ID],
};

/** A page of an image's findings, sorted anew for each page. */
export function listImageVulnerabilities(
  sql: Statements,
  image: number,
  query: ImageVulnerabilitiesQuery,
): Page<ImageVulnerability> {
  const severity = query.severity && severityToStore(query.severity);
  return readPage(
    sql,
    {
      name: `image-vulnerabilities ${image}`,
      select: (keys) => `${SELECT}, ${keys} ${TABLES}`,
      conditions: [
        ...equal("s.image", image),
        ...equal("a.severity", severity),
        ...packageCondition(query.package),
        ...equal("s.layer", query.layer),
        ...(query.fixable === undefined
          ? []
          : [
              {
                sql: `f.fixed_version IS ${query.fixable === "true" ? "NOT NULL" : "NULL"}`,
                values: [],
              },
            ]),
      ],
      sort: SORTS[query.order],
      descending: false,
      item: vulnerabilityOf,
    },
    query,
  );
}

function packageCondition(wanted: string | undefined): readonly Condition[] {
  return wanted?.startsWith("pkg:") === true
    ? equal("p.purl", wanted)
    : beginsWith("p.sort_name", wanted?.toLowerCase());
}

const Status = z.enum(["affected", "unknown"]);

function vulnerabilityOf(row: SqlRow): ImageVulnerability {
  const fixedVersion = row.textOrNull("fixed_version");
  return {
    id: row.text("vulnerability"),
    ...Details.parse(JSON.parse(row.text("details"))),
    purl: row.text("purl"),
    packageName: row.text("package_name"),
    packageVersion: row.text("package_version"),
    layer: row.integer("layer"),
    status: Status.parse(row.text("status")),
    severity: severityFromStore(row.integer("severity")),
    affectedRange: row.text("affected_range"),
    ...(fixedVersion === null ? {} : { fixedVersion }),
  };
}
