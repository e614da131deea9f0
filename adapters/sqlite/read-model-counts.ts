import type { Statements } from "./statements.ts";

/** Packages and vulnerabilities of one image, by rowid. */
export interface ImageContents {
  readonly packages: ReadonlySet<number>;
  readonly vulnerabilities: ReadonlySet<number>;
}

const PACKAGES = `
SELECT DISTINCT m.package AS id FROM image_set s
JOIN package_set_member m ON m.package_set = s.package_set
WHERE s.image = ?`;

const VULNERABILITIES = `
SELECT DISTINCT a.vulnerability AS id FROM image_set s
JOIN finding_set_member m ON m.finding_set = s.finding_set
JOIN finding f ON f.id = m.finding
JOIN advisory a ON a.id = f.advisory
WHERE s.image = ?`;

/** What an image holds now. */
export function imageContents(sql: Statements, image: number): ImageContents {
  return {
    packages: new Set(sql.all(PACKAGES, image).map((row) => row.integer("id"))),
    vulnerabilities: new Set(sql.all(VULNERABILITIES, image).map((row) => row.integer("id"))),
  };
}

/**
 * Keeps `image_count` of packages and vulnerabilities right when one image's contents
 * change, so that no list has to count, and since when a vulnerability was in some image.
 *
 * @param pushedAt Of the image, as it is stored; -1: unknown.
 */
export function countChange(
  sql: Statements,
  before: ImageContents,
  after: ImageContents,
  pushedAt: number,
): void {
  change(sql, "package", before.packages, after.packages);
  change(sql, "vulnerability", before.vulnerabilities, after.vulnerabilities);
  if (pushedAt < 0) return;
  for (const id of after.vulnerabilities) {
    if (before.vulnerabilities.has(id)) continue;
    sql.run(
      `UPDATE vulnerability SET first_pushed_at = ?
       WHERE id = ? AND (first_pushed_at < 0 OR first_pushed_at > ?)`,
      pushedAt,
      id,
      pushedAt,
    );
  }
}

function change(
  sql: Statements,
  table: "package" | "vulnerability",
  before: ReadonlySet<number>,
  after: ReadonlySet<number>,
): void {
  const update = `UPDATE ${table} SET image_count = image_count + ? WHERE id = ?`;
  const steps: readonly (readonly [number, readonly number[]])[] = [
    [1, [...after].filter((id) => !before.has(id))],
    [-1, [...before].filter((id) => !after.has(id))],
  ];
  for (const [step, ids] of steps) {
    for (const id of ids) sql.run(update, step, id);
  }
}
