import type { IntegrationRequestAccepted } from "../contract/api-integrations.ts";
import type { ReconcileMessage } from "../contract/reconcile-message.ts";
import { PermanentError } from "../errors.ts";
import type { Queue } from "../queue.ts";
import { checkApproved } from "./enrollment-approval.ts";
import type { Integration } from "./port.ts";
import { hasCompleteStack } from "./stack-launch.ts";

/** What `requestListing` needs. */
export interface RequestListingDependencies {
  readonly reconcile: Queue<ReconcileMessage>;
  readonly now: () => Date;
}

/**
 * Asks for a new listing of an integration's repositories.
 * @throws PermanentError `integration-waiting`; `integration-not-connected` when there is no stack
 *   to list them with
 */
export async function requestListing(
  { reconcile, now }: RequestListingDependencies,
  integration: Integration,
): Promise<IntegrationRequestAccepted> {
  checkApproved(integration);
  const { organizationId, integrationId, connection } = integration;
  if (!hasCompleteStack(connection)) {
    throw new PermanentError(
      "integration-not-connected",
      "The registry can't be listed, since no complete stack is connected. Launch the integration's stack first; it lists the registry by itself then.",
    );
  }
  const requestedAt = now().toISOString();
  await reconcile.send({ kind: "registry", organizationId, integrationId, requestedAt });
  return { integrationId, requestedAt };
}
