import type { RepositoryChange, RepositoryChanges } from "../contract/api-repositories.ts";
import type { ReadModelChange } from "../contract/read-model-change.ts";
import type {
  ReconcileMessage,
  RepositoryActivated,
  RepositoryPurge,
} from "../contract/reconcile-message.ts";
import type { Integration, IntegrationStore } from "../integrations/port.ts";
import type { Queue } from "../queue.ts";
import { isActivatedByName } from "./activation.ts";
import type { RepositoryRecord, RepositoryStore } from "./repository-store.ts";
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
      if (await choose(dependencies, record, change.activated)) {
        changed.set(change, { change, record, integration });
      }
    }),
    AT_A_TIME,
  );
  await announce(dependencies, [...changed.values()]);
  return items.map((item) => {
    const { registry, name } = item;
    const integration = changed.get(item)?.integration;
    if (integration === undefined) return { registry, name, result: "unknown", activated: false };
    const activated = item.activated || isActivatedByName(integration, name);
    return { registry, name, result: "done", activated };
  });
}

/** One that is chosen already keeps the time since when. */
async function choose(
  { repositories, now }: ChangeRepositoriesDependencies,
  record: RepositoryRecord,
  activated: boolean,
): Promise<boolean> {
  const isNew = activated && !record.activated;
  return repositories.update(record, {
    activated,
    ...(isNew ? { activatedAt: now().toISOString() } : {}),
  });
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
  { change: { activated, latest, purge }, record }: Changed,
  requestedAt: string,
): readonly (RepositoryActivated | RepositoryPurge)[] {
  const { organizationId, integrationId, registry, repository } = record;
  const message = { organizationId, integrationId, registry, repository, requestedAt };
  if (activated) {
    const latestCount = latest === undefined ? {} : { latestCount: latest };
    return [{ kind: "activated", ...message, ...latestCount }];
  }
  return purge === true ? [{ kind: "purge", ...message }] : [];
}
