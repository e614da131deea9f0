import type { ReconcileMessage } from "../contract/reconcile-message.ts";
import type { Queue } from "../queue.ts";
import type { Integration, IntegrationStore } from "./port.ts";
import { replaceIntegration } from "./replace-integration.ts";

/**
 * Until the purge begins. It is longer than a push event may take, so that whatever was on its
 * way when the integration was removed is there to be purged.
 */
const PURGE_DELAY_SECONDS = 10;

/** What `removeIntegration` needs. */
export interface RemoveIntegrationDependencies {
  readonly integrations: Pick<IntegrationStore, "get" | "replace" | "releaseRegistry">;
  readonly reconcile: Queue<ReconcileMessage>;
  readonly now: () => Date;
}

/** An integration that was removed, now or before. */
export interface RemovedIntegrationRecord extends Integration {
  readonly removedAt: string;
}

/**
 * Removes an integration: its record becomes a tombstone, by which its keys are answered that
 * they are for good refused and its stack that it may go; its registry is free for another
 * integration; all that is stored of it is purged. Repeating it is harmless.
 *
 * The purge is asked for first, so that no crash can lose it: one that comes before the
 * tombstone waits for it (core/images/reconcile-removed.ts).
 *
 * @returns Undefined: there is no such integration.
 * @throws TransientError
 */
export async function removeIntegration(
  dependencies: RemoveIntegrationDependencies,
  organizationId: string,
  integrationId: string,
): Promise<RemovedIntegrationRecord | undefined> {
  const { integrations, reconcile } = dependencies;
  const requestedAt = dependencies.now().toISOString();
  await reconcile.sendAll([{ kind: "removed", organizationId, integrationId, requestedAt }], {
    delaySeconds: PURGE_DELAY_SECONDS,
  });
  const removed = await replaceIntegration(integrations, integrationId, (current) =>
    current.removedAt === undefined ? { ...current, removedAt: requestedAt } : current,
  );
  if (removed === undefined) return undefined;
  await releaseRegistryOf(integrations, removed);
  return { ...removed, removedAt: removed.removedAt ?? requestedAt };
}

/** Gives up the claim of an integration on its registry, if it has one. */
export async function releaseRegistryOf(
  integrations: Pick<IntegrationStore, "releaseRegistry">,
  { organizationId, integrationId, connection }: Integration,
): Promise<void> {
  if (connection === undefined) return;
  const { account, region } = connection;
  await integrations.releaseRegistry({ organizationId, account, region }, integrationId);
}
