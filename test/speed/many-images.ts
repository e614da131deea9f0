import { DatabaseSync } from "node:sqlite";
import { S3Client } from "@aws-sdk/client-s3";
import { createReadModelPublication } from "../../adapters/aws/read-model-publication.ts";
import { READ_MODEL_SCHEMA_VERSION } from "../../adapters/sqlite/read-model-schema.ts";
import { READ_MODEL_BUCKET_NAME } from "../../local/infrastructure.ts";
import type { LocalMode } from "../../local/local-mode.ts";

/** Images a repository, when there are many. */
const PER_REPOSITORY = 100;

/**
 * Publishes the organization's read model again with so many images: those that were analysed, and
 * copies of them under other names, digests and times, a hundred a repository.
 *
 * @param path Of a file that does not exist yet.
 * @returns Bytes of the file.
 */
export async function publishManyImages(
  local: LocalMode,
  count: number,
  path: string,
): Promise<number> {
  const publication = createReadModelPublication(
    new S3Client({ ...local.operator.clients, forcePathStyle: true }),
    READ_MODEL_BUCKET_NAME,
    READ_MODEL_SCHEMA_VERSION,
    () => new Date(),
  );
  const current = await publication.current("demo");
  if (current === undefined || current === "unchanged")
    throw new Error("Nothing is published yet.");
  await publication.fetch(current, path);
  const db = new DatabaseSync(path);
  multiplyImages(db, count);
  const size = Number(db.prepare("PRAGMA page_count").get()?.["page_count"] ?? 0) * 4096;
  db.close();
  await publication.publish("demo", path, new Date().toISOString(), current.revision);
  return size;
}

/** By SQL, since writing them one by one as the function does takes ten minutes (ADR 3). */
function multiplyImages(db: DatabaseSync, count: number): void {
  db.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN");
  db.exec(`
    CREATE TEMP TABLE source AS SELECT row_number() OVER (ORDER BY id) - 1 AS number, * FROM image;
    CREATE TEMP TABLE copy AS
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${count} - (SELECT count(*) FROM source))
      SELECT i,
        (SELECT max(id) FROM image) + 1 + i AS image,
        (SELECT max(id) FROM repository) + 1 + i / ${PER_REPOSITORY} AS repository,
        (SELECT id FROM source WHERE number = i % (SELECT count(*) FROM source)) AS of
      FROM n;
    INSERT INTO repository (id, name, registry, integration_id, chosen, recorded, retention,
        latest_image, pushed_at, critical, high, medium, low, unspecified)
      SELECT copy.repository, printf('team-%02d/service-%04d', copy.repository % 20, copy.repository),
        r.registry, r.integration_id, 1, 1, NULL, max(copy.image),
        i.pushed_at - copy.i * 60000, i.critical, i.high, i.medium, i.low, i.unspecified
      FROM copy JOIN image i ON i.id = copy.of JOIN repository r ON r.id = i.repository_id
      GROUP BY copy.repository;
    INSERT INTO image
      SELECT copy.image, randomblob(length(i.image_id)), randomblob(length(i.fingerprint)),
        copy.repository, r.name, randomblob(length(i.digest)), NULL, json_array('v' || copy.i),
        i.platform, i.state, i.state_reason, i.pushed_at - copy.i * 60000,
        i.analyzed_at - copy.i * 60000, i.size, i.distribution, i.package_count, i.assessed,
        i.unassessed, i.critical, i.high, i.medium, i.low, i.unspecified
      FROM copy JOIN image i ON i.id = copy.of JOIN repository r ON r.id = copy.repository;
    INSERT INTO image_tag SELECT 'v' || i, image FROM copy;
    INSERT INTO image_ecosystem
      SELECT e.ecosystem, copy.image FROM copy JOIN image_ecosystem e ON e.image = copy.of;
    INSERT INTO image_set
      SELECT copy.image, s.ordinal, s.layer, s.package_set, s.finding_set
      FROM copy JOIN image_set s ON s.image = copy.of;
    UPDATE package SET image_count = (
      SELECT count(*) FROM package_set_member m JOIN image_set s ON s.package_set = m.package_set
      WHERE m.package = package.id);
    UPDATE vulnerability SET image_count = (
      SELECT count(DISTINCT s.image) FROM advisory a JOIN finding f ON f.advisory = a.id
        JOIN finding_set_member m ON m.finding = f.id JOIN image_set s ON s.finding_set = m.finding_set
      WHERE a.vulnerability = vulnerability.id);
  `);
  db.exec("COMMIT; ANALYZE");
}
