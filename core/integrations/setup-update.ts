import { PermanentError } from "../errors.ts";
import { parsePhysicalId } from "./custom-resource-answer.ts";
import { withStatus } from "./enrollment-approval.ts";
import { checkExternalId } from "./external-id.ts";
import type { Connection, Integration, KeyHash } from "./port.ts";
import { changeBound } from "./setup-binding.ts";
import { integrationGone, isBoundTo, type Setup, type SetupDependencies } from "./setup-context.ts";
import { issueNextKey, retireKeys } from "./setup-key.ts";
import { parseSetupProperties } from "./setup-properties.ts";
import { openRoles, type SecretWriter } from "./setup-role.ts";
import { isStored, targetOf, withForm, withTarget } from "./setup-target.ts";

/**
 * Follows an update of a stack: its roles are proved again, and a new secret gets a new key.
 * Nothing is stored before all of it has succeeded. A request for exactly what is stored is
 * fulfilled as it is: that is how CloudFormation rolls a refused update back.
 *
 * @throws PermanentError with what to answer; TransientError when it is to be tried again
 */
export async function updateSetup(dependencies: SetupDependencies, setup: Setup): Promise<void> {
  const { request, stack } = setup;
  const properties = parseSetupProperties(request, stack);
  const integration = await updatedIntegration(dependencies, setup);
  const { externalId, integrationId } = integration;
  const isSame = integration.connection?.stackId === stack.stackId;
  if (isSame && properties.ExternalId === externalId && isStored(integration, properties)) return;
  checkUpdatable(integration, setup);
  checkExternalId(properties.ExternalId, integration);
  const target = targetOf(properties);
  const writer = await openRoles(dependencies, target, externalId);
  const hashes = await nextKeys(dependencies, integration, setup, writer);
  await changeBound(dependencies, integrationId, setup, (current) => {
    const isComplete = current.connection.connectedAt !== undefined;
    const next: Integration = {
      ...current,
      connection: withTarget(current.connection, target),
      keyHashes: hashes(current.keyHashes),
    };
    return withForm(withStatus(next, isComplete ? "connected" : "pending"), properties);
  });
}

/** What the keys are to be: the same for the same secret, a new one for another. */
async function nextKeys(
  dependencies: SetupDependencies,
  integration: Integration & { readonly connection: Connection },
  setup: Setup,
  writer: SecretWriter | undefined,
): Promise<(hashes: readonly KeyHash[]) => readonly KeyHash[]> {
  if (writer?.secretArn === integration.connection.secretArn) return unchanged;
  if (writer === undefined) return retireKeys(dependencies.now());
  return issueNextKey(dependencies, integration, setup, writer);
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
