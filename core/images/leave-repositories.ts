import type { RepositoryChange } from "../contract/api-repositories.ts";
import type { RepositoriesLeft } from "../contract/reconcile-message.ts";
import { matchesPattern } from "./activation-pattern.ts";
import type { ReconcileDependencies, ReconcileRun } from "./reconcile-dependencies.ts";
import {
  changeRepositories,
  type ChangeRepositoriesDependencies,
} from "./repository-activation.ts";
import type { RepositoryRecord, RepositoryStore } from "./repository-store.ts";

/** Repositories of a page. */
const PAGE_SIZE = 250;

/** What `leaveRepositories` needs. */
export interface LeaveRepositoriesDependencies extends ChangeRepositoriesDependencies {
  readonly repositories: Pick<RepositoryStore, "get" | "update" | "list">;
}

/** Which repositories are activated by a pattern no more. */
export interface Leaving {
  readonly organizationId: string;
  readonly integrationIds: ReadonlySet<string>;
  readonly pattern: string;
  readonly purge: boolean;
  /** ISO 8601. */
  readonly requestedAt: string;
}

/**
 * Ends what repositories whose names match a pattern were chosen for one by one, and has what is
 * stored of all of them purged where that is wanted, a page at a time. One that was chosen since
 * stays so. Repeating it is harmless.
 *
 * @param cursor Where to begin; null: with the first.
 * @param mustStop Asked after each page, with the number of those that were changed.
 * @returns Where to go on; null: all are done.
 * @throws TransientError
 */
export async function leaveRepositories(
  dependencies: LeaveRepositoriesDependencies,
  leaving: Leaving,
  cursor: string | null,
  mustStop: (changed: number) => boolean,
): Promise<string | null> {
  const { organizationId, requestedAt } = leaving;
  // What was pushed since it was asked for is not to be purged.
  const asThen = { ...dependencies, now: () => new Date(requestedAt) };
  let changed = 0;
  let next = cursor;
  do {
    const page = await dependencies.repositories.list(organizationId, {
      limit: PAGE_SIZE,
      ...(next === null ? {} : { cursor: next }),
    });
    const items = page.items.filter((record) => isLeft(leaving, record)).map(changeOf(leaving));
    if (items.length > 0) await changeRepositories(asThen, organizationId, items);
    changed += items.length;
    next = page.nextCursor;
  } while (next !== null && !mustStop(changed));
  return next;
}

/**
 * Goes on with what the request that deactivated a pattern has left. A pattern that was activated
 * again since is left alone.
 * @throws TransientError
 */
export async function repositoriesLeft(
  dependencies: ReconcileDependencies,
  message: RepositoriesLeft,
  run: ReconcileRun,
): Promise<void> {
  const { organizationId, integrationId, pattern, purge = false, requestedAt } = message;
  const integration = await dependencies.integrations.get(integrationId);
  if (integration?.organizationId !== organizationId) return;
  const isAgain = (integration.activationPatterns ?? []).some((one) => one.pattern === pattern);
  if (integration.removedAt !== undefined || isAgain) return;
  const cursor = await leaveRepositories(
    { ...dependencies, integrations: { list: () => Promise.resolve([integration]) } },
    { organizationId, integrationIds: new Set([integrationId]), pattern, purge, requestedAt },
    message.cursor,
    run.mustStop,
  );
  const about = { organizationId, integrationId, pattern, purge };
  dependencies.log.info(cursor === null ? "pattern left" : "pattern left in part", about);
  if (cursor !== null) await dependencies.reconcile.send({ ...message, cursor });
}

function isLeft(
  { integrationIds, pattern, purge, requestedAt }: Leaving,
  record: RepositoryRecord,
) {
  const { integrationId, repository, activated, activatedAt } = record;
  if (!integrationIds.has(integrationId) || !matchesPattern(pattern, repository)) return false;
  const isLater = activatedAt !== undefined && new Date(activatedAt) > new Date(requestedAt);
  return !isLater && (activated || purge);
}

function changeOf({ purge }: Leaving): (record: RepositoryRecord) => RepositoryChange {
  return ({ registry, repository }) => {
    return { registry, name: repository, activated: false, ...(purge ? { purge } : {}) };
  };
}
