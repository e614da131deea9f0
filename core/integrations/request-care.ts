import type { IntegrationRequestAccepted, RotateKey } from "../contract/api-integrations.ts";
import type { CheckMessage } from "../contract/check-message.ts";
import type { ReconcileMessage } from "../contract/reconcile-message.ts";
import { PermanentError } from "../errors.ts";
import type { Queue } from "../queue.ts";
import { checkApproved } from "./enrollment-approval.ts";
import type { Integration, IntegrationStore } from "./port.ts";
import { replaceIntegration } from "./replace-integration.ts";
import { withRevoked } from "./revoke-keys.ts";
import { hasCompleteStack } from "./stack-launch.ts";

/** By then a rotation is done, and the list that is compared has what was pushed meanwhile. */
const GAP_SECONDS = 300;

/** What `requestCheck` needs. */
export interface RequestCareDependencies {
  readonly check: Queue<CheckMessage>;
  readonly now: () => Date;
}

/**
 * Asks for a check of an integration; its report is stored when it is done.
 * @throws PermanentError `integration-waiting`; `integration-not-connected` when there is no stack
 *   to look at
 */
export async function requestCheck(
  { check, now }: RequestCareDependencies,
  integration: Integration,
): Promise<IntegrationRequestAccepted> {
  checkApproved(integration);
  const { organizationId, integrationId, connection } = integration;
  // A stack that is not complete is worth a look: something may be in its way.
  if (connection === undefined || connection.deletedAt !== undefined) {
    throw new PermanentError(
      "integration-not-connected",
      "There is nothing to check, since no stack is connected. Launch the integration's stack first.",
    );
  }
  const requestedAt = now().toISOString();
  await check.send({ kind: "check", organizationId, integrationId, requestedAt });
  return { integrationId, requestedAt };
}

/** What `requestRotation` needs. */
export interface RequestRotationDependencies extends RequestCareDependencies {
  readonly integrations: Pick<IntegrationStore, "get" | "replace">;
  readonly reconcile: Queue<ReconcileMessage>;
}

/**
 * Asks for a new key, however young the present one is. Events that still come with the old one
 * are taken meanwhile.
 *
 * With `revokeOld` they are not, from this moment: EventBridge repeats them until the stack has the
 * new key, and what gets lost all the same is found by a comparison some minutes later.
 *
 * @throws PermanentError `integration-waiting`, `integration-not-connected`; `no-key` when it has
 *   none to replace
 */
export async function requestRotation(
  dependencies: RequestRotationDependencies,
  integration: Integration,
  { revokeOld }: RotateKey = { revokeOld: false },
): Promise<IntegrationRequestAccepted> {
  checkApproved(integration);
  const { organizationId, integrationId, connection } = integration;
  if (connection === undefined || !hasCompleteStack(connection)) {
    throw new PermanentError(
      "integration-not-connected",
      "There is no key to replace, since no complete stack is connected. Launch the integration's stack first.",
    );
  }
  if (connection.secretArn === undefined) {
    throw new PermanentError(
      "no-key",
      "This integration has no key to replace: nothing sends events from its Region, and its registry is listed instead.",
    );
  }
  const { integrations, check, reconcile, now } = dependencies;
  const requestedAt = now().toISOString();
  const about = { organizationId, integrationId, requestedAt };
  // First: a rotation that is asked for before has its key revoked, and one that is not asked for
  // because we die here is due.
  if (revokeOld) await revokeKeys(integrations, integrationId, now());
  await check.send({ kind: "rotate", ...about, force: true });
  if (revokeOld) {
    const delaySeconds = GAP_SECONDS;
    await reconcile.sendAll([{ kind: "registry", ...about, compare: "recent" }], { delaySeconds });
  }
  return { integrationId, requestedAt };
}

async function revokeKeys(
  integrations: Pick<IntegrationStore, "get" | "replace">,
  integrationId: string,
  now: Date,
): Promise<void> {
  await replaceIntegration(integrations, integrationId, (current) =>
    current.removedAt === undefined
      ? { ...current, keyHashes: withRevoked(current.keyHashes, now) }
      : current,
  );
}
