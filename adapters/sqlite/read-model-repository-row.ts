import type { RepositoryEntry } from "../../core/images/read-model-draft.ts";
import type { SqlRow, Statements } from "./statements.ts";

/** Names a repository's row. */
interface RepositoryName {
  readonly registry: string;
  readonly repository: string;
}

/**
 * The row of an image's repository, made if there is none.
 * @param integrationId As the image knows it; a record knows better.
 * @returns Its rowid.
 */
export function repositoryOfImage(
  sql: Statements,
  name: RepositoryName,
  integrationId: string,
): number {
  const known = rowOf(sql, name);
  if (known === undefined) {
    return insert(sql, { ...name, integrationId, activated: false }, false);
  }
  const id = known.integer("id");
  if (known.integer("recorded") === 0 && known.text("integration_id") !== integrationId) {
    sql.run("UPDATE repository SET integration_id = ? WHERE id = ?", integrationId, id);
  }
  return id;
}

/** Writes what a repository's record says. @returns Whether that was news. */
export function putRepositoryRow(sql: Statements, entry: RepositoryEntry): boolean {
  const known = rowOf(sql, entry);
  if (known === undefined) {
    insert(sql, entry, true);
    return true;
  }
  const isSame =
    known.integer("recorded") === 1 &&
    known.integer("chosen") === Number(entry.activated) &&
    known.textOrNull("retention") === retentionOf(entry) &&
    known.text("integration_id") === entry.integrationId;
  if (isSame) return false;
  sql.run(
    "UPDATE repository SET integration_id = ?, chosen = ?, retention = ?, recorded = 1 WHERE id = ?",
    entry.integrationId,
    Number(entry.activated),
    retentionOf(entry),
    known.integer("id"),
  );
  return true;
}

/** A repository's record is gone. @returns Whether that was news. */
export function forgetRepositoryRecord(sql: Statements, name: RepositoryName): boolean {
  const known = rowOf(sql, name);
  if (known?.integer("recorded") !== 1) return false;
  const id = known.integer("id");
  sql.run("UPDATE repository SET chosen = 0, retention = NULL, recorded = 0 WHERE id = ?", id);
  removeIfUnused(sql, id);
  return true;
}

/** Writes what a repository shows of the image that was pushed last: one lookup by an index. */
export function refreshLatest(sql: Statements, id: number): void {
  const latest = sql.first(
    `SELECT id, pushed_at, critical, high, medium, low, unspecified FROM image
     WHERE repository_id = ? ORDER BY pushed_at DESC, id DESC LIMIT 1`,
    id,
  );
  sql.run(
    `UPDATE repository SET latest_image = ?, pushed_at = ?, critical = ?, high = ?, medium = ?,
       low = ?, unspecified = ? WHERE id = ?`,
    latest?.integer("id") ?? null,
    ...["pushed_at", "critical", "high", "medium", "low", "unspecified"].map(
      (column) => latest?.integer(column) ?? -1,
    ),
    id,
  );
}

/** Removes a repository that has neither a record nor an image. */
export function removeIfUnused(sql: Statements, id: number): void {
  sql.run(
    `DELETE FROM repository WHERE id = ? AND recorded = 0
       AND NOT EXISTS (SELECT 1 FROM image WHERE repository_id = repository.id)`,
    id,
  );
}

export function hasRepositoryRecord(sql: Statements, name: RepositoryName): boolean {
  return rowOf(sql, name)?.integer("recorded") === 1;
}

/** Names of all rows of a registry. */
export function repositoriesOf(sql: Statements, registry: string): readonly string[] {
  return sql
    .all("SELECT name FROM repository WHERE registry = ?", registry)
    .map((row) => row.text("name"));
}

function rowOf(sql: Statements, { registry, repository }: RepositoryName): SqlRow | undefined {
  return sql.first(
    "SELECT id, integration_id, chosen, retention, recorded FROM repository WHERE name = ? AND registry = ?",
    repository,
    registry,
  );
}

function insert(sql: Statements, entry: RepositoryEntry, recorded: boolean): number {
  return sql.run(
    `INSERT INTO repository (name, registry, integration_id, chosen, recorded, retention, pushed_at,
       critical, high, medium, low, unspecified)
     VALUES (?, ?, ?, ?, ?, ?, -1, -1, -1, -1, -1, -1)`,
    entry.repository,
    entry.registry,
    entry.integrationId,
    Number(entry.activated),
    Number(recorded),
    retentionOf(entry),
  );
}

/** As a row has it: the repository's own; null: its integration's. */
function retentionOf({ retention }: Pick<RepositoryEntry, "retention">): string | null {
  return retention === undefined ? null : JSON.stringify(retention);
}
