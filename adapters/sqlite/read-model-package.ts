import * as z from "zod";
import type { PackageDetail, PackageQuery } from "../../core/contract/api-organization.ts";
import type { SeverityCounts } from "../../core/contract/findings.ts";
import { countsByBand } from "./read-model-layers.ts";
import { scoreFromStore, severityFromStore } from "./read-model-values.ts";
import type { SqlRow, Statements } from "./statements.ts";

/** Versions and vulnerabilities that are told of a package: what a page shows. */
const SHOWN = 500;

const Strings = z.array(z.string());

const OWN = "FROM package p WHERE p.type = ? AND p.sort_name = ?";

/** Different images, since one may hold several versions. */
const IMAGES = `
SELECT count(DISTINCT s.image) AS images FROM package p
JOIN package_set_member m ON m.package = p.id
JOIN image_set s ON s.package_set = m.package_set
WHERE p.type = ? AND p.sort_name = ?`;

const VULNERABILITIES = `
SELECT v.name, v.severity, v.cvss, count(DISTINCT p.version) AS versions,
  min(f.affected_range) AS affected_range, max(f.fixed_version) AS fixed_version,
  min(json_extract(a.details, '$.summary')) AS summary
FROM package p JOIN finding f ON f.package = p.id JOIN advisory a ON a.id = f.advisory
JOIN vulnerability v ON v.id = a.vulnerability
WHERE p.type = ? AND p.sort_name = ?
GROUP BY v.id ORDER BY v.severity DESC, v.name LIMIT ${SHOWN}`;

/** A package with its versions and their vulnerabilities, by type and name. */
export function findPackage(
  sql: Statements,
  { type, name }: PackageQuery,
): Omit<PackageDetail, "asOf"> | undefined {
  const key = [type, name.toLowerCase()];
  const rows = sql.all(
    `SELECT p.* ${OWN} ORDER BY p.image_count DESC, p.id LIMIT ${SHOWN}`,
    ...key,
  );
  const [first] = rows;
  if (!first) return undefined;
  const counted = sql.first(`SELECT count(DISTINCT p.version) AS versions ${OWN}`, ...key);
  const versions = rows.map((row) => versionOf(sql, row));
  return {
    type,
    name: first.text("name"),
    imageCount: sql.first(IMAGES, ...key)?.integer("images") ?? 0,
    versionCount: counted?.integer("versions") ?? 0,
    licenses: [...new Set(versions.flatMap(({ licenses }) => licenses))].sort(),
    versions,
    vulnerabilities: sql.all(VULNERABILITIES, ...key).map(vulnerabilityOf),
  };
}

/** Different vulnerabilities that a package has in some image, by their worst severity. */
export function vulnerabilitiesOfPackage(sql: Statements, id: number): SeverityCounts {
  return countsByBand(
    sql.all(
      `SELECT v.severity AS band, count(DISTINCT v.id) AS number FROM finding f
       JOIN advisory a ON a.id = f.advisory JOIN vulnerability v ON v.id = a.vulnerability
       WHERE f.package = ? GROUP BY v.severity`,
      id,
    ),
  );
}

function versionOf(sql: Statements, row: SqlRow): PackageDetail["versions"][number] {
  return {
    purl: row.text("purl"),
    version: row.text("version"),
    architecture: row.textOrNull("architecture"),
    licenses: Strings.parse(JSON.parse(row.text("licenses"))),
    imageCount: row.integer("image_count"),
    vulnerabilities: vulnerabilitiesOfPackage(sql, row.integer("id")),
  };
}

function vulnerabilityOf(row: SqlRow): PackageDetail["vulnerabilities"][number] {
  return {
    id: row.text("name"),
    severity: severityFromStore(row.integer("severity")),
    summary: row.textOrNull("summary"),
    cvss: scoreFromStore(row.integer("cvss")),
    versionCount: row.integer("versions"),
    affectedRange: row.text("affected_range"),
    fixedVersion: row.textOrNull("fixed_version"),
  };
}
