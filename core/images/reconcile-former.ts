import type { RegistryListing } from "../contract/reconcile-message.ts";
import { TransientError } from "../errors.ts";
import type { ConnectedIntegration } from "../integrations/port.ts";
import type { ReconcileDependencies } from "./reconcile-dependencies.ts";
import type { RepositoryRecord } from "./repository-store.ts";
import { sideBySide } from "./side-by-side.ts";

/** Until a purge under way is looked at again. */
const WAIT_SECONDS = 60;
/** A purge that takes longer has failed: its messages are in the dead-letter queue. */
const PATIENCE_MILLISECONDS = 60 * 60_000;

/** Writes at a time. */
const AT_A_TIME = 16;

type Dependencies = Pick<
  ReconcileDependencies,
  "integrations" | "repositories" | "reconcile" | "now" | "log"
>;

/**
 * Settles what integrations that had the same registry before have left behind. The records of
 * one that is still there, without the registry, become this integration's. Those of a removed
 * one are to be purged, which is asked for again; they become new ones afterwards.
 *
 * @returns Repositories that wait for a purge.
 */
export async function settleFormerIntegrations(
  dependencies: Dependencies,
  { organizationId, integrationId }: ConnectedIntegration,
  records: Iterable<RepositoryRecord>,
): Promise<ReadonlySet<string>> {
  const others = [...records].filter((record) => record.integrationId !== integrationId);
  const waiting = new Set<string>();
  for (const [former, own] of Map.groupBy(others, (record) => record.integrationId)) {
    dependencies.log.info("registry was another integration's", { integrationId, former });
    if ((await dependencies.integrations.get(former))?.removedAt === undefined) {
      await takeOver(dependencies, own, integrationId);
      continue;
    }
    for (const { repository } of own) waiting.add(repository);
    const requestedAt = dependencies.now().toISOString();
    const purge = { organizationId, integrationId: former, requestedAt };
    await dependencies.reconcile.send({ kind: "removed", ...purge });
  }
  return waiting;
}

async function takeOver(
  { repositories }: Dependencies,
  records: readonly RepositoryRecord[],
  integrationId: string,
): Promise<void> {
  await sideBySide(
    records.map((record) => async () => {
      await repositories.remove(record);
      await repositories.ensure({ ...record, integrationId });
    }),
    AT_A_TIME,
  );
}

/**
 * Asks for another listing, once a purge that repositories wait for may be over.
 * @throws TransientError `purge-pending` when it should have been over for long
 */
export async function listAgain(
  { reconcile, now }: Dependencies,
  { after: _, ...message }: RegistryListing,
): Promise<void> {
  if (now().getTime() - Date.parse(message.requestedAt) > PATIENCE_MILLISECONDS) {
    throw new TransientError(
      "purge-pending",
      "The registry still has repositories of a removed integration, an hour after they were to be purged. See why the reconcile function's dead-letter queue holds its messages, and redrive them.",
    );
  }
  await reconcile.sendAll([message], { delaySeconds: WAIT_SECONDS });
}
