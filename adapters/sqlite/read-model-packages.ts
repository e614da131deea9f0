import * as z from "zod";
import type { PackagesQuery, PackageSummary } from "../../core/contract/api-organization.ts";
import type { Page } from "../../core/contract/page.ts";
import { PACKAGE_TYPES } from "../../core/contract/vocabulary.ts";
import { PACKAGES_BY_TERM, termRange } from "./read-model-image-packages.ts";
import { vulnerabilitiesOfPackage } from "./read-model-package.ts";
import { among, equal, readPage } from "./read-model-page.ts";
import type { SqlRow, Statements } from "./statements.ts";

const LICENSED = "EXISTS (SELECT 1 FROM json_each(p.licenses) l WHERE l.value = ?)";

const PACKAGES_OF_VULNERABILITY = `
SELECT f.package FROM vulnerability v JOIN advisory a ON a.vulnerability = v.id
JOIN finding f ON f.advisory = a.id WHERE v.name = ?`;

const Strings = z.array(z.string());
const Type = z.enum(PACKAGE_TYPES);

/** A page of the packages that an organization's images hold. */
export function listPackages(sql: Statements, query: PackagesQuery): Page<PackageSummary> {
  const byName = query.order === "name";
  return readPage(
    sql,
    {
      name: "packages",
      select: (keys) => `SELECT p.*, ${keys} FROM package p`,
      conditions: [
        ...equal("p.type", query.type),
        ...(query.license === undefined ? [] : [{ sql: LICENSED, values: [query.license] }]),
        ...among(
          "p.id",
          PACKAGES_OF_VULNERABILITY,
          query.vulnerability === undefined ? undefined : [query.vulnerability],
        ),
        ...among("p.id", PACKAGES_BY_TERM, termRange(query.name)),
      ],
      sort: [
        byName ? { sql: "p.sort_name", type: "string" } : { sql: "p.image_count", type: "number" },
        { sql: "p.id", type: "number" },
      ],
      descending: !byName,
      item: (row) => summaryOf(sql, row),
    },
    query,
  );
}

function summaryOf(sql: Statements, row: SqlRow): PackageSummary {
  return {
    purl: row.text("purl"),
    type: Type.parse(row.text("type")),
    name: row.text("name"),
    version: row.text("version"),
    licenses: Strings.parse(JSON.parse(row.text("licenses"))),
    imageCount: row.integer("image_count"),
    versionCount: versionsOf(sql, row),
    vulnerabilities: vulnerabilitiesOfPackage(sql, row.integer("id")),
  };
}

function versionsOf(sql: Statements, row: SqlRow): number {
  const counted = sql.first(
    "SELECT count(DISTINCT version) AS versions FROM package WHERE type = ? AND sort_name = ?",
    row.text("type"),
    row.text("sort_name"),
  );
  return counted?.integer("versions") ?? 0;
}
