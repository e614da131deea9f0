import type { IntegrationRemoved } from "../contract/reconcile-message.ts";
import { TransientError } from "../errors.ts";
import { registryHostOf } from "../integrations/registry-host.ts";
import { releaseRegistryOf } from "../integrations/remove.ts";
import { countRemoved, finishRemoval } from "./count-removed.ts";
import { forgetRepository, type ForgetOutcome } from "./forget-repository.ts";
import type { ReconcileDependencies, ReconcileRun } from "./reconcile-dependencies.ts";
import type { RepositoryRecord } from "./repository-store.ts";
import { sideBySide } from "./side-by-side.ts";

/** Repositories of a page, those counted before they go, and those forgotten at a time. */
const PAGE_SIZE = 100;
const CHUNK = 25;
const AT_A_TIME = 4;

/** A removal that was asked for so long ago and is not there was not completed. */
const PATIENCE_MILLISECONDS = 15 * 60_000;

/** Longer than a lease lives: whoever holds an image has given it back by then, or died. */
const BUSY_SECONDS = 150;

/**
 * Forgets all that is stored of a removed integration, without asking its registry, and keeps a
 * report of what that was. What does not fit into a run becomes a further message; a crash
 * between any two steps repeats them.
 *
 * @throws TransientError `not-removed-yet`: the message has overtaken the removal
 */
export async function integrationRemoved(
  dependencies: ReconcileDependencies,
  message: IntegrationRemoved,
  run: ReconcileRun,
): Promise<void> {
  const { integrations, log, now, readModel, reconcile } = dependencies;
  const { organizationId, integrationId } = message;
  const integration = await integrations.get(integrationId);
  if (integration?.organizationId !== organizationId) return;
  if (integration.removedAt === undefined) {
    if (now().getTime() - Date.parse(message.requestedAt) < PATIENCE_MILLISECONDS) {
      throw notRemovedYet(integrationId);
    }
    log.warn("integration not purged: its removal was not completed", { integrationId });
    return;
  }
  await releaseRegistryOf(integrations, integration);
  const { connection } = integration;
  const registries = new Set(
    connection === undefined ? [] : [registryHostOf(connection.account, connection.region)],
  );
  const left = await forgetAll(dependencies, message, run, registries);
  for (const registry of registries) {
    await readModel.send({ kind: "registry", organizationId, registry });
  }
  if (left === undefined) {
    await forgetIntegration(dependencies, integrationId);
    log.info("integration purged", { organizationId, integrationId });
    return;
  }
  await reconcile.sendAll([left.message], { delaySeconds: left.delaySeconds });
  log.info("integration purged in part", { organizationId, integrationId, ...left });
}

/** What is to be sent to have the rest done. */
interface Left {
  readonly message: IntegrationRemoved;
  readonly delaySeconds: number;
}

/** @param registries Gets the registries of the repositories that were found. */
async function forgetAll(
  dependencies: ReconcileDependencies,
  message: IntegrationRemoved,
  run: ReconcileRun,
  registries: Set<string>,
): Promise<Left | undefined> {
  const { cursor: first, ...fromStart } = message;
  let cursor = first ?? null;
  let isBusy = false;
  do {
    const here = { ...fromStart, ...(cursor === null ? {} : { cursor }) };
    const page = await dependencies.repositories.list(message.organizationId, {
      limit: PAGE_SIZE,
      ...(cursor === null ? {} : { cursor }),
    });
    const own = page.items.filter((record) => record.integrationId === message.integrationId);
    for (const { registry } of own) registries.add(registry);
    const outcomes = await forgetPage(dependencies, own, run);
    if (outcomes.has("stopped")) {
      // What was busy on an earlier page must not be passed over.
      return { message: isBusy ? fromStart : here, delaySeconds: 0 };
    }
    isBusy ||= outcomes.has("busy");
    cursor = page.nextCursor;
  } while (cursor !== null);
  return isBusy ? { message: fromStart, delaySeconds: BUSY_SECONDS } : undefined;
}

async function forgetPage(
  dependencies: ReconcileDependencies,
  records: readonly RepositoryRecord[],
  run: ReconcileRun,
): Promise<ReadonlySet<ForgetOutcome>> {
  const outcomes = new Set<ForgetOutcome>();
  for (let start = 0; start < records.length && !outcomes.has("stopped"); start += CHUNK) {
    // The first few always: a run that does nothing would never end.
    const late = start > 0 && run.mustStop();
    if (late) outcomes.add("stopped");
    else await forgetChunk(dependencies, records.slice(start, start + CHUNK), run, outcomes);
  }
  return outcomes;
}

async function forgetChunk(
  dependencies: ReconcileDependencies,
  records: readonly RepositoryRecord[],
  run: ReconcileRun,
  outcomes: Set<ForgetOutcome>,
): Promise<void> {
  const [first] = records;
  if (first === undefined) return;
  await countRemoved(dependencies, first.integrationId, records);
  await sideBySide(
    records.map((record, index) => async () => {
      const late = index >= AT_A_TIME && run.mustStop();
      outcomes.add(late ? "stopped" : await forgetRepository(dependencies, record, run));
    }),
    AT_A_TIME,
  );
}

/** What is counted and found of the integration itself; its record stays, as a tombstone. */
async function forgetIntegration(
  dependencies: ReconcileDependencies,
  integrationId: string,
): Promise<void> {
  await dependencies.activity.forget(integrationId);
  await dependencies.checkReports.forget(integrationId);
  await finishRemoval(dependencies, integrationId);
}

function notRemovedYet(integrationId: string): TransientError {
  return new TransientError(
    "not-removed-yet",
    `The purge of the integration ${integrationId} was asked for before its removal was written. It is tried again.`,
  );
}
