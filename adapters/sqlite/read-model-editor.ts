import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Totals } from "../../core/contract/api-overview.ts";
import type { ReadModelDraft, ReadModelEditor } from "../../core/images/read-model-draft.ts";
import {
  type PublishedReadModel,
  ReadModelConflictError,
  ReadModelGoneError,
  type ReadModelPublication,
} from "../../core/images/read-model-publication.ts";
import { createReadModelDraft } from "./read-model-draft.ts";
import { compact, openWorkingCopy } from "./read-model-file.ts";
import { totalsOf } from "./read-model-overview.ts";
import { createStatements } from "./statements.ts";

/** Writers of one organization are rare, so more than a few conflicts in a row mean something else. */
const ATTEMPTS = 4;

/** Working copies that are kept between batches; each is as large as its read model. */
const KEPT_COPIES = 4;

/** What a publication holds in numbers. */
export interface PublishedTotals {
  readonly organizationId: string;
  /** ISO 8601. */
  readonly asOf: string;
  readonly totals: Totals;
}

/** The file that a writer works on, and the publication that it holds. */
interface WorkingCopy {
  readonly path: string;
  readonly db: DatabaseSync;
  /** Undefined: nothing was published yet. */
  revision: string | undefined;
}

/**
 * Edits read models in a folder of its own and publishes them. A working copy outlives an
 * edit only if exactly its content was published: after any failure it is thrown away.
 *
 * @param folder Belongs to this editor alone; what it held is removed.
 * @param onPublished Told the numbers of each publication; must not throw.
 */
export function createReadModelEditor(
  publication: ReadModelPublication,
  folder: string,
  onPublished: (publication: PublishedTotals) => Promise<void> = () => Promise.resolve(),
): ReadModelEditor {
  const copies = new Map<string, WorkingCopy>();
  let files = 0;
  let prepared: Promise<unknown> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function prepareFolder(): Promise<void> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }

  async function discard(organizationId: string): Promise<void> {
    const copy = copies.get(organizationId);
    if (!copy) return;
    copies.delete(organizationId);
    copy.db.close();
    await rm(copy.path, { force: true });
  }

  async function fetchNew(organizationId: string, published: PublishedReadModel | undefined) {
    const path = join(folder, `${(files += 1)}.sqlite`);
    if (published) await publication.fetch(published, path);
    return { path, db: openWorkingCopy(path), revision: published?.revision };
  }

  async function workingCopy(organizationId: string): Promise<WorkingCopy> {
    const known = copies.get(organizationId);
    const current = await publication.current(organizationId, known?.revision);
    if (known && (current === "unchanged" || current?.revision === known.revision)) return known;
    await discard(organizationId);
    const copy = await fetchNew(organizationId, current === "unchanged" ? undefined : current);
    copies.set(organizationId, copy);
    const oldest = copies.keys().next().value;
    if (copies.size > KEPT_COPIES && oldest !== undefined) await discard(oldest);
    return copy;
  }

  async function attempt<T>(
    organizationId: string,
    asOf: string,
    edit: (draft: ReadModelDraft) => Promise<T>,
  ): Promise<T> {
    const copy = await workingCopy(organizationId);
    const { changed, result } = await editCopy(copy, edit);
    if (!changed) return result;
    compact(copy.db);
    const published = await publication.publish(organizationId, copy.path, asOf, copy.revision);
    copy.revision = published.revision;
    await onPublished({ organizationId, asOf, totals: totalsOf(createStatements(copy.db)) });
    return result;
  }

  async function editAndPublish<T>(
    organizationId: string,
    asOf: () => string,
    edit: (draft: ReadModelDraft) => Promise<T>,
  ): Promise<T> {
    await (prepared ??= prepareFolder());
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await attempt(organizationId, asOf(), edit);
      } catch (error) {
        await discard(organizationId);
        const lost = error instanceof ReadModelConflictError || error instanceof ReadModelGoneError;
        if (!lost || attempts === ATTEMPTS) throw error;
      }
    }
  }

  return {
    // One edit at a time: a working copy has one writer.
    edit(organizationId, asOf, edit) {
      const next = last.then(() => editAndPublish(organizationId, asOf, edit));
      last = next.catch(() => undefined);
      return next;
    },
  };
}

async function editCopy<T>(
  { db, revision }: WorkingCopy,
  edit: (draft: ReadModelDraft) => Promise<T>,
): Promise<{ readonly changed: boolean; readonly result: T }> {
  db.exec("BEGIN IMMEDIATE");
  const draft = createReadModelDraft(db, revision === undefined);
  const result = await edit(draft);
  if (draft.changed) draft.finish();
  db.exec(draft.changed ? "COMMIT" : "ROLLBACK");
  return { changed: draft.changed, result };
}
