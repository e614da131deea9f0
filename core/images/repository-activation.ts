import type { ChangeRepositories, RepositoryChanges } from "../contract/api-repositories.ts";
import type { ReadModelChange } from "../contract/read-model-change.ts";
import type { ReconcileMessage, RepositoryActivated } from "../contract/reconcile-message.ts";
import type { Integration, IntegrationStore } from "../integrations/port.ts";
import type { Queue } from "../queue.ts";
import type { RepositoryRecord, RepositoryStore } from "./repository-store.ts";
import { sideBySide } from "./side-by-side.ts";

/** Repositories changed at a time. */
const AT_A_TIME = 16;

/** What `changeRepositories` needs. */
export interface ChangeRepositoriesDependencies {
  readonly repositories: Pick<RepositoryStore, "get" | "setActivated">;
  readonly integrations: Pick<IntegrationStore, "list">;
  readonly reconcile: Queue<ReconcileMessage>;
  readonly readModel: Queue<ReadModelChange>;
  readonly now: () => Date;
}

/**
 * Chooses repositories to be analysed, or chooses them no more; what was analysed stays. The
 * latest image of each that is chosen is analysed, also when it was chosen before: so that
 * whoever repeats a request that has failed gets what was asked for.
 *
 * @returns What became of each, in the order of `items`. One that is unknown, or is a removed
 *   integration's, changes nothing of the others.
 * @throws TransientError
 */
export async function changeRepositories(
  dependencies: ChangeRepositoriesDependencies,
  organizationId: string,
  items: ChangeRepositories["items"],
): Promise<RepositoryChanges["items"]> {
  const integrations = new Map(
    (await dependencies.integrations.list(organizationId)).map((one) => [one.integrationId, one]),
  );
  const changed = new Map<ChangeRepositories["items"][number], Integration>();
  const records: RepositoryRecord[] = [];
  await sideBySide(
    items.map((item) => async () => {
      const key = { organizationId, registry: item.registry, repository: item.name };
      const record = await dependencies.repositories.get(key);
      const integration = integrations.get(record?.integrationId ?? "");
      if (record === undefined || integration === undefined) return;
      if (!(await dependencies.repositories.setActivated(key, item.activated))) return;
      changed.set(item, integration);
      records.push({ ...record, activated: item.activated });
    }),
    AT_A_TIME,
  );
  await announce(dependencies, records);
  return items.map((item) => {
    const { registry, name } = item;
    const integration = changed.get(item);
    if (integration === undefined) return { registry, name, result: "unknown", activated: false };
    const activated = item.activated || integration.activation === "all";
    return { registry, name, result: "done", activated };
  });
}

async function announce(
  { reconcile, readModel, now }: ChangeRepositoriesDependencies,
  records: readonly RepositoryRecord[],
): Promise<void> {
  const requestedAt = now().toISOString();
  const chosen = records.filter(({ activated }) => activated);
  await reconcile.sendAll(
    chosen.map(({ organizationId, integrationId, registry, repository }): RepositoryActivated => {
      const key = { organizationId, registry, repository };
      return { kind: "activated", ...key, integrationId, requestedAt };
    }),
  );
  await readModel.sendAll(
    records.map(({ organizationId, registry, repository }) => {
      return { kind: "repository-record", organizationId, registry, repository };
    }),
  );
}
