import type { Condition } from "./read-model-page.ts";

/** Which images hold the packages that `packages` selects. */
function imagesHolding(packages: string): string {
  return `i.id IN (
  SELECT s.image FROM image_set s
  JOIN package_set_member m ON m.package_set = s.package_set
  WHERE m.package IN (${packages}))`;
}

const BY_PURL = imagesHolding("SELECT id FROM package WHERE purl = ?");
const BY_NAME = imagesHolding("SELECT package FROM package_term WHERE term = ?");
const BY_VERSION = imagesHolding(
  `SELECT t.package FROM package_term t JOIN package p ON p.id = t.package
   WHERE t.term = ? AND p.version = ?`,
);

/**
 * Images that hold a package: named by its purl, by its name in either case with or without
 * its namespace, or by `name@version`.
 */
export function packageCondition(wanted: string | undefined): readonly Condition[] {
  if (wanted === undefined) return [];
  if (wanted.startsWith("pkg:")) return [{ sql: BY_PURL, values: [wanted] }];
  const at = wanted.lastIndexOf("@");
  // The @ of an npm scope comes first.
  if (at <= 0) return [{ sql: BY_NAME, values: [wanted.toLowerCase()] }];
  return [{ sql: BY_VERSION, values: [wanted.slice(0, at).toLowerCase(), wanted.slice(at + 1)] }];
}
