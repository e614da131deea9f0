import type { Assessment } from "../../core/contract/findings.ts";
import type { Image } from "../../core/contract/image.ts";
import { refreshLatest, removeIfUnused } from "./read-model-repository-row.ts";
import { digestToStore, timeToStore } from "./read-model-values.ts";
import type { SqlValue, Statements } from "./statements.ts";

/** Columns of `image` that an image's own values fill, in the order of `valuesOf`. */
const COLUMNS = [
  "image_id",
  "fingerprint",
  "repository_id",
  "repository",
  "digest",
  "index_digest",
  "tags",
  "platform",
  "state",
  "state_reason",
  "pushed_at",
  "analyzed_at",
  "size",
  "distribution",
  "package_count",
  "assessed",
  "unassessed",
  "critical",
  "high",
  "medium",
  "low",
  "unspecified",
];

const INSERT = `INSERT INTO image (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map(() => "?").join(", ")})`;
const UPDATE = `UPDATE image SET ${COLUMNS.map((column) => `${column} = ?`).join(", ")} WHERE id = ?`;

/**
 * Writes an image's row, its tags and ecosystems. A known image keeps its rowid, which
 * cursors name.
 *
 * @param repository Rowid of its repository.
 * @param known Rowid of the image, if it is there.
 * @returns Its rowid.
 */
export function storeImageRow(
  sql: Statements,
  image: Image,
  fingerprint: Buffer,
  repository: number,
  known: number | undefined,
): number {
  const values = valuesOf(image, fingerprint, repository);
  const id = known === undefined ? sql.run(INSERT, ...values) : known;
  if (known !== undefined) sql.run(UPDATE, ...values, known);
  removeLabels(sql, id);
  for (const tag of image.tags) {
    sql.run("INSERT INTO image_tag (tag, image) VALUES (?, ?) ON CONFLICT DO NOTHING", tag, id);
  }
  for (const { ecosystem } of image.assessed ?? []) {
    sql.run(
      "INSERT INTO image_ecosystem (ecosystem, image) VALUES (?, ?) ON CONFLICT DO NOTHING",
      ecosystem,
      id,
    );
  }
  refreshLatest(sql, repository);
  return id;
}

/** Removes an image's row with its tags and ecosystems, and its repository if nothing else holds it. */
export function removeImageRow(sql: Statements, id: number): void {
  removeLabels(sql, id);
  const row = sql.first("SELECT repository_id FROM image WHERE id = ?", id);
  sql.run("DELETE FROM image WHERE id = ?", id);
  if (!row) return;
  refreshLatest(sql, row.integer("repository_id"));
  removeIfUnused(sql, row.integer("repository_id"));
}

function removeLabels(sql: Statements, id: number): void {
  sql.run("DELETE FROM image_tag WHERE image = ?", id);
  sql.run("DELETE FROM image_ecosystem WHERE image = ?", id);
}

function valuesOf(image: Image, fingerprint: Buffer, repositoryId: number): readonly SqlValue[] {
  const counts = image.vulnerabilities;
  return [
    Buffer.from(image.imageId, "hex"),
    fingerprint,
    repositoryId,
    image.repository,
    digestToStore(image.digest),
    image.indexDigest === null ? null : digestToStore(image.indexDigest),
    JSON.stringify(image.tags),
    image.platform,
    image.state,
    image.stateReason,
    timeToStore(image.pushedAt),
    timeToStore(image.analyzedAt),
    image.size,
    image.distribution,
    image.packageCount,
    image.assessed === null ? null : JSON.stringify(image.assessed),
    (image.assessed ?? []).filter(isNotAssessed).length,
    counts?.critical ?? -1,
    counts?.high ?? -1,
    counts?.medium ?? -1,
    counts?.low ?? -1,
    counts?.unspecified ?? -1,
  ];
}

/** Packages whose vulnerabilities nobody knows, not even that there are none. */
function isNotAssessed({ coverage, packageCount }: Assessment): boolean {
  return coverage === "not-assessed" && packageCount > 0;
}
