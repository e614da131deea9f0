import { PermanentError } from "../errors.ts";
import { parsePhysicalId } from "./custom-resource-answer.ts";
import type { Connection, Integration, KeyHash } from "./port.ts";
import { changeBound, hasTarget, targetOf } from "./setup-binding.ts";
import { integrationGone, isBoundTo, type Setup, type SetupDependencies } from "./setup-context.ts";
import { checkExternalId } from "./setup-create.ts";
import { issueNextKey } from "./setup-key.ts";
import { parseSetupProperties } from "./setup-properties.ts";
import { openRole } from "./setup-role.ts";

/**
 * Follows an update of a stack: its role is proved again, and a new secret gets a new key.
 * Nothing is stored before all of it has succeeded. A request for exactly what is stored is
 * fulfilled as it is: that is how CloudFormation rolls a refused update back.
 *
 * @throws PermanentError with what to answer; TransientError when it is to be tried again
 */
export async function updateSetup(dependencies: SetupDependencies, setup: Setup): Promise<void> {
  const { request, stack } = setup;
  const properties = parseSetupProperties(request, stack);
  const integration = await updatedIntegration(dependencies, setup);
  const { connection, externalId, integrationId } = integration;
  const isSame = connection && connection.stackId === stack.stackId;
  if (isSame && properties.ExternalId === externalId && hasTarget(connection, properties)) return;
  checkUpdatable(integration, setup);
  checkExternalId(properties.ExternalId, integration);
  const target = targetOf(properties);
  const session = await openRole(dependencies, target, externalId);
  const hashes =
    target.secretArn === connection?.secretArn
      ? unchanged
      : await issueNextKey(dependencies, integration, setup, session, target.secretArn);
  await changeBound(dependencies, integrationId, setup, (current) => {
    const { statusReason, ...rest } = current;
    const isComplete = current.connection.connectedAt !== undefined;
    return {
      ...rest,
      status: isComplete ? "connected" : "pending",
      connection: { ...current.connection, ...target },
      keyHashes: hashes(current.keyHashes),
    };
  });
}

/**
 * The integration that a resource was created for, whatever token its update came with.
 * @throws PermanentError `integration-gone`
 */
export async function updatedIntegration(
  { integrations }: Pick<SetupDependencies, "integrations">,
  { request }: Setup,
): Promise<Integration> {
  const integrationId = parsePhysicalId(request.PhysicalResourceId)?.integrationId;
  const integration =
    integrationId === undefined ? undefined : await integrations.get(integrationId);
  if (integration === undefined) throw integrationGone(integrationId);
  return integration;
}

/**
 * Checks that an update of a stack may change an integration.
 * @throws PermanentError `integration-gone`, `setup-endpoint-changed`, `not-set-up`
 */
export function checkUpdatable(
  integration: Integration,
  setup: Setup,
): asserts integration is Integration & { readonly connection: Connection } {
  const { integrationId, removedAt } = integration;
  if (removedAt !== undefined) throw integrationGone(integrationId);
  if (setup.integrationId !== integrationId) {
    throw new PermanentError(
      "setup-endpoint-changed",
      `The stack was launched for the integration ${integrationId}, and its parameter SetupEndpoint is another's now. Set ExternalId and SetupEndpoint back to what they were; for another integration, delete this stack and launch that integration's.`,
    );
  }
  if (isBoundTo(integration, setup.stack.stackId)) return;
  throw new PermanentError(
    "not-set-up",
    `The integration ${integrationId} does not belong to this stack. Delete the stack, and launch one by the link of an integration.`,
  );
}

function unchanged(hashes: readonly KeyHash[]): readonly KeyHash[] {
  return hashes;
}
