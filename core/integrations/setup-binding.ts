import type { SetupProperties } from "../contract/customer-stack.ts";
import { PermanentError } from "../errors.ts";
import type { RequestingStack } from "./custom-resource-request.ts";
import { withStatus } from "./enrollment-approval.ts";
import type { Connection, Integration } from "./port.ts";
import { replaceIntegration } from "./replace-integration.ts";
import {
  integrationGone,
  isBoundTo,
  type Setup,
  type SetupDependencies,
  stackDeleted,
} from "./setup-context.ts";
import { claimOf } from "./setup-registry.ts";
import { isStored, targetOf, withForm } from "./setup-target.ts";

const ROLLED_BACK =
  "Its stack was rolled back or deleted before it was complete. See the stack's events in AWS, then launch it again by the integration's link.";
const DELETED =
  "Its stack was deleted in AWS, so no pushes are seen any more; what is known of its images stays. Launch the stack again by the integration's link, or remove the integration.";

/**
 * Checks that a stack may have an integration: it is free, or the stack's already, or the stack
 * that had it was deleted. An integration that was connected once keeps its registry, and with
 * it what is stored of its images.
 *
 * @throws PermanentError `integration-gone`, `link-used`, `other-registry`
 */
export function checkFree(integration: Integration, stack: RequestingStack): void {
  const { connection, removedAt, integrationId } = integration;
  if (removedAt !== undefined) throw integrationGone(integrationId);
  if (connection === undefined || connection.stackId === stack.stackId) return;
  if (connection.deletedAt === undefined) {
    throw new PermanentError(
      "link-used",
      `The link of the integration ${integrationId} was used by the stack ${connection.stackId} already. Delete this stack, create another integration for this account and Region, and launch its stack.`,
    );
  }
  const isSame = connection.account === stack.account && connection.region === stack.region;
  if (isSame || firstConnectedAt(connection) === undefined) return;
  throw new PermanentError(
    "other-registry",
    `The integration ${integrationId} belongs to the registry of account ${connection.account} in ${connection.region}. Launch its stack there; for account ${stack.account} in ${stack.region}, create another integration.`,
  );
}

/**
 * Binds an integration to a stack: pending, until the stack is complete.
 * @throws what `checkFree` throws
 */
export async function bindStack(
  { integrations, now }: Pick<SetupDependencies, "integrations" | "now">,
  integrationId: string,
  stack: RequestingStack,
  properties: SetupProperties,
): Promise<void> {
  const bound = await replaceIntegration(integrations, integrationId, (integration) => {
    checkFree(integration, stack);
    const before = integration.connection;
    const isOwn = isBoundTo(integration, stack.stackId);
    const first = before && firstConnectedAt(before);
    const connection: Connection = {
      account: stack.account,
      region: stack.region,
      stackId: stack.stackId,
      ...targetOf(properties),
      boundAt: isOwn ? integration.connection.boundAt : now().toISOString(),
      ...(first === undefined ? {} : { firstConnectedAt: first }),
    };
    const isDone = isOwn && before?.connectedAt === undefined && integration.status === "pending";
    if (isDone && isStored(integration, properties)) return integration;
    return withForm(withStatus({ ...integration, connection }, "pending"), properties);
  });
  if (bound === undefined) throw integrationGone(integrationId);
}

/**
 * Changes an integration as long as it belongs to the request's stack.
 * @throws PermanentError `stack-deleted`
 */
export async function changeBound(
  { integrations }: Pick<SetupDependencies, "integrations">,
  integrationId: string,
  { stack }: Pick<Setup, "stack">,
  change: (integration: Integration & { readonly connection: Connection }) => Integration,
): Promise<void> {
  const changed = await replaceIntegration(integrations, integrationId, (integration) => {
    if (!isBoundTo(integration, stack.stackId)) throw stackDeleted();
    return change(integration);
  });
  if (changed === undefined) throw integrationGone(integrationId);
}

/**
 * Takes an integration from a stack that is being deleted: its keys are revoked. One that was
 * never connected is free for any registry again. Does nothing to what is another stack's.
 */
export async function unbindStack(
  { integrations, now }: Pick<SetupDependencies, "integrations" | "now">,
  integrationId: string,
  stackId: string,
): Promise<void> {
  const integration = await integrations.get(integrationId);
  if (integration === undefined || !isBoundTo(integration, stackId)) return;
  const { connection } = integration;
  if (firstConnectedAt(connection) === undefined) {
    // First, since a repetition after a crash finds it by the connection.
    await integrations.releaseRegistry(claimOf(integration, connection), integrationId);
  }
  await replaceIntegration(integrations, integrationId, (current) =>
    isBoundTo(current, stackId) ? withoutStack(current, now().toISOString()) : current,
  );
}

function withoutStack(
  integration: Integration & { readonly connection: Connection },
  deletedAt: string,
): Integration {
  const { connection, ...rest } = integration;
  const wasComplete = connection.connectedAt !== undefined;
  const earlier = integration.status === "error" ? integration.statusReason : undefined;
  const statusReason = wasComplete ? DELETED : (earlier ?? ROLLED_BACK);
  const unbound: Integration = { ...rest, status: "error", statusReason, keyHashes: [] };
  if (firstConnectedAt(connection) === undefined) return unbound;
  return { ...unbound, connection: { ...connection, deletedAt } };
}

function firstConnectedAt(connection: Connection): string | undefined {
  return connection.firstConnectedAt ?? connection.connectedAt;
}
