import type { DatabaseSync } from "node:sqlite";
import type { ReadModel } from "../../core/images/list.ts";
import { findDifferentPackages, findFindings } from "./read-model-compare.ts";
import { listImagePackages } from "./read-model-image-packages.ts";
import { listImageVulnerabilities } from "./read-model-image-vulnerabilities.ts";
import { findImage, listImages } from "./read-model-images.ts";
import { countLayers } from "./read-model-layers.ts";
import { readOverview } from "./read-model-overview.ts";
import { findPackage } from "./read-model-package.ts";
import { listPackages } from "./read-model-packages.ts";
import { listRepositories } from "./read-model-repositories.ts";
import { digestFromStore } from "./read-model-values.ts";
import { listVulnerabilities } from "./read-model-vulnerabilities.ts";
import { findVulnerability } from "./read-model-vulnerability.ts";
import { createStatements } from "./statements.ts";

/**
 * Answers every query of the API from one read model.
 *
 * @param asOf Of its publication; null: nothing was published yet.
 */
export function createReadModel(db: Pick<DatabaseSync, "prepare">, asOf: string | null): ReadModel {
  const sql = createStatements(db);

  function rowOf(imageId: string): number | undefined {
    return sql
      .first("SELECT id FROM image WHERE image_id = ?", Buffer.from(imageId, "hex"))
      ?.integer("id");
  }

  return {
    asOf,
    images: (query) => listImages(sql, query),
    image: (imageId) => findImage(sql, imageId),
    imagePackages(imageId, query) {
      const row = rowOf(imageId);
      return row === undefined ? undefined : listImagePackages(sql, row, query);
    },
    imageVulnerabilities(imageId, query) {
      const row = rowOf(imageId);
      return row === undefined ? undefined : listImageVulnerabilities(sql, row, query);
    },
    vulnerabilities: (query) => listVulnerabilities(sql, query),
    packages: (query) => listPackages(sql, query),
    vulnerability: (id) => findVulnerability(sql, id),
    package: (query) => findPackage(sql, query),
    layerVulnerabilities(imageId) {
      const row = rowOf(imageId);
      return row === undefined ? undefined : countLayers(sql, row);
    },
    overview: (since, examples) => readOverview(sql, since, examples),
    differentPackages(from, to) {
      const [first, second] = [rowOf(from), rowOf(to)];
      if (first === undefined || second === undefined) return undefined;
      return findDifferentPackages(sql, first, second);
    },
    findingsOf(imageId) {
      const row = rowOf(imageId);
      return row === undefined ? undefined : findFindings(sql, row);
    },
    repositories: (query, everywhere, patterns = []) =>
      listRepositories(sql, query, { everywhere, patterns }),
    imagesOfEcosystem: (ecosystem) =>
      sql
        .all(
          `SELECT r.registry, i.repository, i.digest FROM image_ecosystem e
           JOIN image i ON i.id = e.image JOIN repository r ON r.id = i.repository_id
           WHERE e.ecosystem = ?`,
          ecosystem,
        )
        .map((row) => ({
          registry: row.text("registry"),
          repository: row.text("repository"),
          digest: digestFromStore(row.bytes("digest")),
        })),
  };
}
