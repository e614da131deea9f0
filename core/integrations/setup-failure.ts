import { PermanentError, TransientError } from "../errors.ts";
import { parsePhysicalId } from "./custom-resource-answer.ts";
import type { Integration } from "./port.ts";
import { replaceIntegration } from "./replace-integration.ts";
import type { Setup, SetupDependencies } from "./setup-context.ts";
import { withoutCandidates } from "./setup-key.ts";

/** What to tell the customer of a failure. What is nobody's to know but the operator stays in the log. */
export function reasonOf(error: unknown): string {
  if (error instanceof PermanentError) return error.message;
  if (error instanceof TransientError) {
    return `It was tried again until CloudFormation's time was nearly up, and failed at last like this: ${error.message}`;
  }
  return "Something went wrong in the service that watches your registry. Tell its operator, whose log names this stack, and launch the stack again later.";
}

/**
 * Shows a refused or failed request at its integration. A failed Create puts it in error, unless
 * it belongs to another stack; a failed Update leaves it as it is, with the reason, since
 * CloudFormation rolls the update back. What removed integrations and Deletes ask for is no
 * failure.
 *
 * @throws TransientError
 */
export async function noteFailure(
  { integrations }: Pick<SetupDependencies, "integrations">,
  setup: Setup,
  reason: string,
): Promise<void> {
  const { request, integrationId: named } = setup;
  if (request.RequestType === "Delete") return;
  const integrationId =
    request.RequestType === "Create"
      ? named
      : parsePhysicalId(request.PhysicalResourceId)?.integrationId;
  if (!integrationId) return;
  await replaceIntegration(integrations, integrationId, (integration) => {
    if (integration.removedAt !== undefined) return integration;
    return request.RequestType === "Create"
      ? afterCreate(integration, setup, reason)
      : afterUpdate(integration, setup, reason);
  });
}

/** Its key is revoked: nobody will use it. */
function afterCreate(integration: Integration, { stack }: Setup, reason: string): Integration {
  const { connection, status, statusReason, keyHashes } = integration;
  const isAnothers =
    connection !== undefined &&
    connection.stackId !== stack.stackId &&
    connection.deletedAt === undefined;
  const isNoted = status === "error" && statusReason === reason && keyHashes.length === 0;
  if (isAnothers || isNoted) return integration;
  return { ...integration, status: "error", statusReason: reason, keyHashes: [] };
}

function afterUpdate(integration: Integration, { stack }: Setup, reason: string): Integration {
  const { connection, keyHashes } = integration;
  if (connection?.stackId !== stack.stackId || connection.deletedAt !== undefined) {
    return integration;
  }
  const statusReason = `The last update of its stack was refused, and the stack goes on as before: ${reason}`;
  return { ...integration, statusReason, keyHashes: withoutCandidates(keyHashes) };
}
