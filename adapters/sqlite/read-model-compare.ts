import * as z from "zod";
import { PACKAGE_TYPES } from "../../core/contract/vocabulary.ts";
import type { ComparedPackage } from "../../core/images/compare/packages.ts";
import type { ComparedFinding } from "../../core/images/compare/vulnerabilities.ts";
import type { DifferentPackages } from "../../core/images/list.ts";
import { BAND } from "./read-model-layers.ts";
import { severityFromStore } from "./read-model-values.ts";
import type { SqlRow, Statements } from "./statements.ts";

const Type = z.enum(PACKAGE_TYPES);

const HELD = `
SELECT DISTINCT m.package AS id FROM image_set s
CROSS JOIN package_set_member m ON m.package_set = s.package_set WHERE s.image = ?`;

const PACKAGES = `
SELECT p.purl, p.type, p.ecosystem, p.name, p.version, p.architecture
FROM json_each(?) j CROSS JOIN package p ON p.id = j.value`;

const FINDINGS = `
SELECT v.name AS id, max(${BAND}) AS band, p.purl, p.name, p.version,
  max(f.fixed_version) AS fixed_version FROM image_set s
CROSS JOIN finding_set_member m ON m.finding_set = s.finding_set
CROSS JOIN finding f ON f.id = m.finding
CROSS JOIN advisory a ON a.id = f.advisory
CROSS JOIN vulnerability v ON v.id = a.vulnerability
CROSS JOIN package p ON p.id = f.package
WHERE s.image = ? GROUP BY v.id, p.id ORDER BY v.name, p.purl`;

/**
 * Packages of one of two images that the other has not, by purl: what two rows say differently
 * of the same purl is no difference of the images.
 */
export function findDifferentPackages(
  sql: Statements,
  from: number,
  to: number,
): DifferentPackages {
  const [before, after] = [heldBy(sql, from), heldBy(sql, to)];
  const gone = packagesOf(sql, before, after);
  const come = packagesOf(sql, after, before);
  const differentFrom = [...gone.values()].filter(({ purl }) => !come.has(purl));
  return {
    from: differentFrom,
    to: [...come.values()].filter(({ purl }) => !gone.has(purl)),
    unchanged: before.size - differentFrom.length,
  };
}

function heldBy(sql: Statements, image: number): Set<number> {
  return new Set(sql.all(HELD, image).map((row) => row.integer("id")));
}

function packagesOf(
  sql: Statements,
  ids: ReadonlySet<number>,
  others: ReadonlySet<number>,
): ReadonlyMap<string, ComparedPackage> {
  const rows = sql.all(PACKAGES, JSON.stringify([...ids].filter((id) => !others.has(id))));
  return new Map(rows.map((row) => [row.text("purl"), packageOf(row)]));
}

/** Each vulnerability of an image with each package that has it. */
export function findFindings(sql: Statements, image: number): readonly ComparedFinding[] {
  return sql.all(FINDINGS, image).map((row) => ({
    id: row.text("id"),
    severity: severityFromStore(row.integer("band")),
    pkg: {
      purl: row.text("purl"),
      name: row.text("name"),
      version: row.text("version"),
      fixedVersion: row.textOrNull("fixed_version"),
    },
  }));
}

function packageOf(row: SqlRow): ComparedPackage {
  return {
    purl: row.text("purl"),
    type: Type.parse(row.text("type")),
    ecosystem: row.text("ecosystem"),
    name: row.text("name"),
    version: row.text("version"),
    architecture: row.textOrNull("architecture"),
  };
}
