import type { DatabaseSync } from "node:sqlite";
import type { Finding, FindingReport } from "../../core/contract/findings.ts";
import type { ImageEntry, ReadModelDraft } from "../../core/images/read-model-draft.ts";
import { countChange, imageContents } from "./read-model-counts.ts";
import { storeFindingSet } from "./read-model-finding-sets.ts";
import { removeImageRow, storeImageRow } from "./read-model-image-row.ts";
import { packageSetsOf, storePackageSet } from "./read-model-package-sets.ts";
import {
  forgetRepositoryRecord,
  hasRepositoryRecord,
  putRepositoryRow,
  repositoriesOf,
  repositoryOfImage,
} from "./read-model-repository-row.ts";
import { type Released, sweep } from "./read-model-sweep.ts";
import { digestFromStore, fingerprintOf } from "./read-model-values.ts";
import { createStatements, type Statements } from "./statements.ts";

/** A draft inside an open transaction. */
export interface SqliteReadModelDraft extends ReadModelDraft {
  /** Whether anything was written. */
  readonly changed: boolean;
  /** Removes what nothing holds any more. Call once, before the commit. */
  finish(): void;
}

/** One row of `image_set`. */
interface StoredSet {
  readonly layer: number;
  readonly packageSet: number;
  readonly findingSet: number | undefined;
}

/**
 * @param db A read model, in a transaction that the caller began and ends.
 * @param isNew Nothing was published yet.
 */
export function createReadModelDraft(db: DatabaseSync, isNew: boolean): SqliteReadModelDraft {
  const sql = createStatements(db);
  const released: Released = {
    packageSets: new Set(),
    findingSets: new Set(),
    vulnerabilities: new Set(),
  };
  let changed = false;

  function putImage({ image, integrationId, inventory, findings }: ImageEntry): void {
    const byPurl = findingsByPurl(findings);
    const sets = (inventory ? packageSetsOf(inventory) : []).map((set): StoredSet => {
      const packageSet = storePackageSet(sql, set);
      released.packageSets.add(packageSet);
      const findingSet = storeFindingSet(sql, set, byPurl, released.vulnerabilities);
      if (findingSet !== undefined) released.findingSets.add(findingSet);
      return { layer: set.layer, packageSet, findingSet };
    });
    const known = rowOf(sql, image.imageId);
    const fingerprint = fingerprintOf([image, sets]);
    if (known?.bytes("fingerprint").equals(fingerprint)) return;
    changed = true;
    const repository = repositoryOfImage(sql, image, integrationId);
    const id = storeImageRow(sql, image, fingerprint, repository, known?.integer("id"));
    replaceSets(sql, id, sets, released);
  }

  function removeImage(imageId: string): void {
    const id = rowOf(sql, imageId)?.integer("id");
    if (id === undefined) return;
    changed = true;
    replaceSets(sql, id, [], released);
    removeImageRow(sql, id);
  }

  return {
    isNew,
    get changed() {
      return changed;
    },
    putImage: (entry) => {
      atomically(db, () => {
        putImage(entry);
      });
    },
    removeImage,
    putRepository(entry) {
      if (putRepositoryRow(sql, entry)) changed = true;
    },
    removeRepository(registry, repository) {
      if (forgetRepositoryRecord(sql, { registry, repository })) changed = true;
    },
    hasRecord: (registry, repository) => hasRepositoryRecord(sql, { registry, repository }),
    repositoriesOf: (registry) => repositoriesOf(sql, registry),
    digestsOf: (registry, repository) =>
      sql
        .all(
          `SELECT i.digest FROM repository r JOIN image i ON i.repository_id = r.id
           WHERE r.name = ? AND r.registry = ?`,
          repository,
          registry,
        )
        .map((row) => digestFromStore(row.bytes("digest"))),
    finish: () => {
      sweep(sql, released);
    },
  };
}

/** One image that can't be written must not take the others of its batch along. */
function atomically(db: DatabaseSync, write: () => void): void {
  db.exec("SAVEPOINT image");
  try {
    write();
  } catch (error) {
    db.exec("ROLLBACK TO image");
    throw error;
  } finally {
    db.exec("RELEASE image");
  }
}

function replaceSets(
  sql: Statements,
  image: number,
  sets: readonly StoredSet[],
  released: Released,
): void {
  const before = imageContents(sql, image);
  for (const row of sql.all(
    "SELECT package_set, finding_set FROM image_set WHERE image = ?",
    image,
  )) {
    released.packageSets.add(row.integer("package_set"));
    const findingSet = row.integerOrNull("finding_set");
    if (findingSet !== null) released.findingSets.add(findingSet);
  }
  sql.run("DELETE FROM image_set WHERE image = ?", image);
  for (const [ordinal, set] of sets.entries()) {
    sql.run(
      `INSERT INTO image_set (image, ordinal, layer, package_set, finding_set)
       VALUES (?, ?, ?, ?, ?)`,
      image,
      ordinal,
      set.layer,
      set.packageSet,
      set.findingSet ?? null,
    );
  }
  const pushedAt = sql.first("SELECT pushed_at FROM image WHERE id = ?", image);
  countChange(sql, before, imageContents(sql, image), pushedAt?.integer("pushed_at") ?? -1);
}

function rowOf(sql: Statements, imageId: string) {
  return sql.first(
    "SELECT id, fingerprint FROM image WHERE image_id = ?",
    Buffer.from(imageId, "hex"),
  );
}

function findingsByPurl(report: FindingReport | undefined): ReadonlyMap<string, Finding[]> {
  return Map.groupBy(report?.findings ?? [], (finding) => finding.purl);
}
