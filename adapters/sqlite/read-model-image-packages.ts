import * as z from "zod";
import type { ImagePackage, ImagePackagesQuery } from "../../core/contract/api-images.ts";
import type { Page } from "../../core/contract/page.ts";
import { PACKAGE_TYPES } from "../../core/contract/vocabulary.ts";
import { among, equal, readPage } from "./read-model-page.ts";
import { prefixEnd } from "./read-model-values.ts";
import type { SqlRow, Statements } from "./statements.ts";

const Strings = z.array(z.string());
const Type = z.enum(PACKAGE_TYPES);

/** A name of these packages begins with two bound values' range. */
export const PACKAGES_BY_TERM = "SELECT package FROM package_term WHERE term >= ? AND term < ?";

/** Packages of an image whose lowest layer is this. */
const FIRST_IN_LAYER = `
SELECT m.package FROM image_set s JOIN package_set_member m ON m.package_set = s.package_set
WHERE s.image = ? GROUP BY m.package HAVING min(s.layer) = ?`;

/** Bounds of a search for packages whose name begins so. */
export function termRange(name: string | undefined): readonly string[] | undefined {
  return name === undefined ? undefined : [name.toLowerCase(), prefixEnd(name.toLowerCase())];
}

/**
 * A page of an image's packages. The image's sets give its packages, which are sorted anew
 * for each page: milliseconds for an image of 20,000.
 */
export function listImagePackages(
  sql: Statements,
  image: number,
  query: ImagePackagesQuery,
): Page<ImagePackage> {
  return readPage(
    sql,
    {
      name: `image-packages ${image}`,
      select: (keys) => `SELECT p.*, ${keys} FROM package p`,
      conditions: [
        ...among(
          "p.id",
          `SELECT m.package FROM image_set s
           JOIN package_set_member m ON m.package_set = s.package_set WHERE s.image = ?`,
          [image],
        ),
        ...(query.layer === undefined
          ? []
          : [{ sql: `p.id IN (${FIRST_IN_LAYER})`, values: [image, query.layer] }]),
        ...equal("p.type", query.type),
        ...among("p.id", PACKAGES_BY_TERM, termRange(query.name)),
      ],
      sort: [
        { sql: "p.sort_name", type: "string" },
        { sql: "p.id", type: "number" },
      ],
      descending: false,
      item: (row) => packageOf(row, locationsOf(sql, image, row.integer("id"))),
    },
    query,
  );
}

function locationsOf(sql: Statements, image: number, id: number): ImagePackage["locations"] {
  return sql
    .all(
      `SELECT s.layer, m.paths FROM image_set s
       JOIN package_set_member m ON m.package_set = s.package_set AND m.package = ?
       WHERE s.image = ? ORDER BY s.layer`,
      id,
      image,
    )
    .flatMap((row) =>
      Strings.parse(JSON.parse(row.text("paths"))).map((path) => ({
        path,
        layer: row.integer("layer"),
      })),
    );
}

function packageOf(row: SqlRow, locations: ImagePackage["locations"]): ImagePackage {
  return {
    purl: row.text("purl"),
    type: Type.parse(row.text("type")),
    ecosystem: row.text("ecosystem"),
    name: row.text("name"),
    version: row.text("version"),
    architecture: row.textOrNull("architecture"),
    sourceName: row.textOrNull("source_name"),
    sourceVersion: row.textOrNull("source_version"),
    licenses: Strings.parse(JSON.parse(row.text("licenses"))),
    locations,
  };
}
