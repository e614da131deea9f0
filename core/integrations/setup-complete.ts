import { PermanentError } from "../errors.ts";
import { isAlive } from "./api-key.ts";
import { withStatus } from "./enrollment-approval.ts";
import type { Connection, Integration } from "./port.ts";
import { replaceIntegration } from "./replace-integration.ts";
import { withoutKeySince } from "./revoke-keys.ts";
import { changeBound } from "./setup-binding.ts";
import {
  checkNotDeleted,
  integrationGone,
  isBoundTo,
  type Setup,
  type SetupDependencies,
} from "./setup-context.ts";
import { type CompletedStack, parseCompleteProperties } from "./setup-properties.ts";
import { checkUpdatable, updatedIntegration } from "./setup-update.ts";

const BEING_DELETED =
  "Its stack is being deleted in AWS. When that is done, launch the stack again by the integration's link, or remove the integration.";

/**
 * Connects the integration of a stack that says that everything exists, and has its registry
 * listed.
 *
 * @throws PermanentError with what to answer; TransientError when it is to be tried again
 */
export async function createComplete(dependencies: SetupDependencies, setup: Setup): Promise<void> {
  const { integrations, reconcile, now } = dependencies;
  const completed = parseCompleteProperties(setup.request, setup.stack);
  const { integrationId } = setup;
  const integration = integrationId === null ? undefined : await integrations.get(integrationId);
  if (integration === undefined) throw integrationGone(integrationId);
  await checkNotDeleted(dependencies, setup);
  await storeCompleted(dependencies, integration, setup, completed);
  // Again, for a Delete that came before it was stored; the refusal puts it in error.
  await checkNotDeleted(dependencies, setup);
  // A stack that is launched again has missed pushes in the meantime.
  const isAgain = integration.connection?.firstConnectedAt !== undefined;
  await reconcile.send({
    kind: "registry",
    organizationId: integration.organizationId,
    integrationId: integration.integrationId,
    requestedAt: now().toISOString(),
    ...(isAgain ? { latest: true } : {}),
  });
}

/**
 * Follows an update of what the stack consists of.
 * @throws PermanentError with what to answer; TransientError when it is to be tried again
 */
export async function updateComplete(dependencies: SetupDependencies, setup: Setup): Promise<void> {
  const completed = parseCompleteProperties(setup.request, setup.stack);
  const integration = await updatedIntegration(dependencies, setup);
  const { connection } = integration;
  // As in updateSetup: so that whatever is rolled back succeeds.
  if (connection?.stackId === setup.stack.stackId && isStored(connection, completed)) return;
  checkUpdatable(integration, setup);
  await storeCompleted(dependencies, integration, setup, completed);
}

/** Takes note that a complete stack is being deleted; its key lives until its setup goes, too. */
export async function deleteComplete(
  { integrations }: Pick<SetupDependencies, "integrations">,
  integrationId: string,
  stackId: string,
): Promise<void> {
  await replaceIntegration(integrations, integrationId, (integration) => {
    const isComplete =
      isBoundTo(integration, stackId) && integration.connection.connectedAt !== undefined;
    if (!isComplete || integration.statusReason === BEING_DELETED) return integration;
    return { ...integration, status: "error", statusReason: BEING_DELETED };
  });
}

async function storeCompleted(
  dependencies: SetupDependencies,
  { integrationId }: Integration,
  setup: Setup,
  { resources, templateVersion }: CompletedStack,
): Promise<void> {
  const now = dependencies.now();
  await changeBound(dependencies, integrationId, setup, (current) => {
    const needsKey = current.connection.secretArn !== undefined;
    // A stack whose keys were revoked may need this very update to be given another.
    const isRevoked = withoutKeySince(current.keyHashes) !== undefined;
    if (needsKey && !isRevoked && !current.keyHashes.some((hash) => isAlive(hash, now))) {
      throw new PermanentError(
        "no-key",
        `The integration ${integrationId} has no key, so that no event of this stack would be taken. Delete the stack and launch it again.`,
      );
    }
    const { resources: _, ...before } = current.connection;
    const connectedAt = before.connectedAt ?? now.toISOString();
    const connection: Connection = {
      ...before,
      templateVersion,
      connectedAt,
      firstConnectedAt: before.firstConnectedAt ?? connectedAt,
      ...(resources === undefined ? {} : { resources }),
    };
    return withStatus({ ...current, connection }, "connected");
  });
}

function isStored(connection: Connection, completed: CompletedStack): boolean {
  const { resources, templateVersion } = completed;
  return (
    connection.templateVersion === templateVersion &&
    connection.resources?.connectionArn === resources?.connectionArn &&
    connection.resources?.apiDestinationArn === resources?.apiDestinationArn &&
    connection.resources?.ruleArns.join() === resources?.ruleArns.join()
  );
}
