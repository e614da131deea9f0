import { openEmpty } from "../../../adapters/sqlite/read-model-file.ts";
import { createReadModelDraft } from "../../../adapters/sqlite/read-model-draft.ts";
import { createReadModel } from "../../../adapters/sqlite/read-model-reader.ts";
import type { ReadModel } from "../../../core/images/list.ts";
import type { ImageEntry, ReadModelDraft } from "../../../core/images/read-model-draft.ts";

/** A read model in memory that is edited as a writer would and read as the API would. */
export interface OpenDraft {
  readonly model: ReadModel;
  /** Edits it and says whether anything was written. */
  edit(change: (draft: ReadModelDraft) => void): boolean;
  /** Rows of each table. */
  rowCounts(): Record<string, number>;
  /** SQLite's plan of a query, one step a line. */
  plan(sql: string): string;
}

export function openDraft(...entries: readonly ImageEntry[]): OpenDraft {
  const db = openEmpty();

  function edit(change: (draft: ReadModelDraft) => void): boolean {
    db.exec("BEGIN");
    const draft = createReadModelDraft(db, false);
    change(draft);
    draft.finish();
    db.exec("COMMIT");
    return draft.changed;
  }

  edit((draft) => {
    for (const entry of entries) draft.putImage(entry);
  });
  return {
    model: createReadModel(db, "2026-03-01T00:00:00.000Z"),
    edit,
    rowCounts: () =>
      Object.fromEntries(
        db
          .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
          )
          .all()
          .map(({ name }) => [
            String(name),
            Number(db.prepare(`SELECT count(*) AS n FROM ${String(name)}`).get()?.["n"]),
          ]),
      ),
    plan: (sql) =>
      db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map((row) => String(row["detail"]))
        .join("\n"),
  };
}
