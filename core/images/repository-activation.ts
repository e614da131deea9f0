import type { RepositoryChange, RepositoryChanges } from "../contract/api-repositories.ts";
import type { ReadModelChange } from "../contract/read-model-change.ts";
import type {
  ReconcileMessage,
  RepositoryActivated,
  RepositoryComparison,
  RepositoryPurge,
} from "../contract/reconcile-message.ts";
import type { Integration, IntegrationStore } from "../integrations/port.ts";
import type { Queue } from "../queue.ts";
import { isActivatedByName } from "./activation.ts";
import type { RepositoryPatch, RepositoryRecord, RepositoryStore } from "./repository-store.ts";
import { sideBySide } from "./side-by-side.ts";

/** Repositories changed at a time. */
const AT_A_TIME = 16;

/** What `changeRepositories` needs. */
export interface ChangeRepositoriesDependencies {
  readonly repositories: Pick<RepositoryStore, "get" | "update">;
  readonly integrations: Pick<IntegrationStore, "list">;
  readonly reconcile: Queue<ReconcileMessage>;
  readonly readModel: Queue<ReadModelChange>;
  readonly now: () => Date;
}

/** A repository that was changed. */
interface Changed {
  readonly change: RepositoryChange;
  readonly record: RepositoryRecord;
  readonly integration: Integration;
}

/**
 * Chooses repositories to be analysed, or chooses them no more; what was analysed stays, unless
 * it is to be purged. The latest images of each that is chosen are analysed, also when it was
 * chosen before: so that whoever repeats a request that has failed gets what was asked for.
 *
 * Where it is said how long what is stored is kept, that is set, and applied to what is stored.
 * What was forgotten does not come back when a limit is widened.
 *
 * @returns What became of each, in the order of `items`. One that is unknown, or is a removed
 *   integration's, changes nothing of the others.
 * @throws TransientError
 */
export async function changeRepositories(
  dependencies: ChangeRepositoriesDependencies,
  organizationId: string,
  items: readonly RepositoryChange[],
): Promise<RepositoryChanges["items"]> {
  const integrations = new Map(
    (await dependencies.integrations.list(organizationId)).map((one) => [one.integrationId, one]),
  );
  const changed = new Map<RepositoryChange, Changed>();
  await sideBySide(
    items.map((change) => async () => {
      const key = { organizationId, registry: change.registry, repository: change.name };
      const record = await dependencies.repositories.get(key);
      const integration = integrations.get(record?.integrationId ?? "");
      if (record === undefined || integration === undefined) return;
      if (await dependencies.repositories.update(record, patchOf(dependencies, record, change))) {
        changed.set(change, { change, record, integration });
      }
    }),
    AT_A_TIME,
  );
  await announce(dependencies, [...changed.values()]);
  return items.map((item) => {
    const { registry, name } = item;
    const found = changed.get(item);
    if (found === undefined) return { registry, name, result: "unknown", activated: false };
    const chosen = item.activated ?? found.record.activated;
    const activated = chosen || isActivatedByName(found.integration, name);
    const { retention } = item;
    const set = retention === undefined ? {} : { retention };
    return { registry, name, result: "done", activated, ...set };
  });
}

/** One that is chosen already keeps the time since when. */
function patchOf(
  { now }: ChangeRepositoriesDependencies,
  record: RepositoryRecord,
  { activated, retention }: RepositoryChange,
): RepositoryPatch {
  const isNew = activated === true && !record.activated;
  return {
    ...(activated === undefined ? {} : { activated }),
    ...(isNew ? { activatedAt: now().toISOString() } : {}),
    ...(retention === undefined ? {} : { retention }),
  };
}

async function announce(
  { reconcile, readModel, now }: ChangeRepositoriesDependencies,
  changed: readonly Changed[],
): Promise<void> {
  const requestedAt = now().toISOString();
  await reconcile.sendAll(changed.flatMap((one) => requestsFor(one, requestedAt)));
  await readModel.sendAll(
    changed.map(({ record: { organizationId, registry, repository } }) => {
      return { kind: "repository-record", organizationId, registry, repository };
    }),
  );
}

function requestsFor(
  { change: { activated, latest, purge, retention }, record }: Changed,
  requestedAt: string,
): readonly (RepositoryActivated | RepositoryComparison | RepositoryPurge)[] {
  const { organizationId, integrationId, registry, repository } = record;
  const message = { organizationId, integrationId, registry, repository, requestedAt };
  const requests: (RepositoryActivated | RepositoryComparison | RepositoryPurge)[] = [];
  if (activated === true) {
    const latestCount = latest === undefined ? {} : { latestCount: latest };
    requests.push({ kind: "activated", ...message, ...latestCount });
  }
  if (purge === true) requests.push({ kind: "purge", ...message });
  // A comparison forgets what is not kept any more.
  if (retention !== undefined) requests.push({ kind: "repository", ...message });
  return requests;
}
