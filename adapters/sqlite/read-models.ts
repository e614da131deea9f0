import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import type { ReadModel, ReadModels } from "../../core/images/list.ts";
import {
  type PublishedReadModel,
  ReadModelGoneError,
  type ReadModelPublication,
} from "../../core/images/read-model-publication.ts";
import type { Log } from "../../core/log.ts";
import { openEmpty, openPublished } from "./read-model-file.ts";
import { createReadModel } from "./read-model-reader.ts";

/** Read models open at a time; each is a file on a disk that other things need, too. */
const OPEN_MODELS = 16;

/** What `createReadModels` needs. */
export interface ReadModelsOptions {
  readonly publication: ReadModelPublication;
  /** Belongs to these models alone; what it held is removed. */
  readonly folder: string;
  readonly log: Log;
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Milliseconds during which a publication is not asked for again. */
  readonly recheckAfter: number;
  /** Milliseconds that a request waits for a newer model before it takes the one at hand. */
  readonly patience: number;
}

/** The model at hand of one organization, and the search for a newer one. */
interface Entry {
  open: { model: ReadModel; db: DatabaseSync; path?: string; revision?: string } | undefined;
  checkedAt: number;
  refreshing: Promise<void> | undefined;
  /** Requests that are about to use it: it must stay open. */
  users: number;
}

/**
 * Read models from local files: fetched when the publication changed, the old one answering
 * until the new one is complete, and after a failed refresh, too.
 */
export function createReadModels(options: ReadModelsOptions): ReadModels {
  const { publication, folder, log, now } = options;
  const entries = new Map<string, Entry>();
  let files = 0;
  let prepared: Promise<unknown> | undefined;

  async function prepareFolder(): Promise<void> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }

  async function replace(entry: Entry, next: NonNullable<Entry["open"]>): Promise<void> {
    const old = entry.open;
    entry.open = next;
    old?.db.close();
    if (old?.path !== undefined) await rm(old.path, { force: true });
  }

  async function openFile(published: PublishedReadModel) {
    const path = join(folder, `${(files += 1)}.sqlite`);
    try {
      await publication.fetch(published, path);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    const db = openPublished(path);
    return { model: createReadModel(db, published.asOf), db, path, revision: published.revision };
  }

  async function refresh(organizationId: string, entry: Entry): Promise<void> {
    await (prepared ??= prepareFolder());
    const startedAt = now();
    const current = await publication.current(organizationId, entry.open?.revision);
    if (current === undefined) {
      if (!entry.open || entry.open.revision !== undefined) await replace(entry, emptyModel());
    } else if (current !== "unchanged" && current.revision !== entry.open?.revision) {
      await replace(entry, await openCurrent(organizationId, current));
    }
    entry.checkedAt = startedAt;
  }

  /** A file that was superseded before it was fetched has a successor. */
  async function openCurrent(organizationId: string, published: PublishedReadModel) {
    try {
      return await openFile(published);
    } catch (error) {
      if (!(error instanceof ReadModelGoneError)) throw error;
      const newer = await publication.current(organizationId);
      if (newer === undefined || newer === "unchanged") throw error;
      return openFile(newer);
    }
  }

  function refreshOnce(organizationId: string, entry: Entry): Promise<void> {
    entry.refreshing ??= refresh(organizationId, entry).finally(() => {
      entry.refreshing = undefined;
    });
    return entry.refreshing;
  }

  async function makeCurrent(
    organizationId: string,
    entry: Entry,
    recheck: boolean,
  ): Promise<void> {
    if (!entry.open) {
      await refreshOnce(organizationId, entry);
      return;
    }
    if (!recheck && now() - entry.checkedAt < options.recheckAfter) return;
    // One that is under way may have asked before what is missed was published.
    const before = recheck ? entry.refreshing?.catch(() => undefined) : undefined;
    const refreshed = Promise.resolve(before)
      .then(() => refreshOnce(organizationId, entry))
      .catch((error: unknown) => {
        log.warn("read model not refreshed", { organizationId, error });
      });
    if (recheck) {
      // The old model is known to lack what is asked for: answering from it again helps nobody.
      await refreshed;
      return;
    }
    await Promise.race([refreshed, setTimeout(options.patience, undefined, { ref: false })]);
  }

  async function evict(): Promise<void> {
    for (const [organizationId, entry] of entries) {
      if (entries.size <= OPEN_MODELS) return;
      if (entry.refreshing || entry.users > 0) continue;
      entries.delete(organizationId);
      entry.open?.db.close();
      if (entry.open?.path !== undefined) await rm(entry.open.path, { force: true });
    }
  }

  return {
    async read(organizationId, use, freshness) {
      const entry = entries.get(organizationId) ?? newEntry();
      // The one used last comes last: the first is evicted first.
      entries.delete(organizationId);
      entries.set(organizationId, entry);
      entry.users += 1;
      try {
        await makeCurrent(organizationId, entry, freshness === "recheck");
        if (!entry.open) throw new Error(`The read model of ${organizationId} was not opened.`);
        return use(entry.open.model);
      } finally {
        entry.users -= 1;
        await evict();
      }
    },
  };
}

function newEntry(): Entry {
  return { open: undefined, checkedAt: 0, refreshing: undefined, users: 0 };
}

function emptyModel(): { model: ReadModel; db: DatabaseSync } {
  const db = openEmpty();
  return { model: createReadModel(db, null), db };
}
