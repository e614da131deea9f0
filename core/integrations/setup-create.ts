import type { SetupProperties } from "../contract/customer-stack.ts";
import { PermanentError } from "../errors.ts";
import { checkHomePartition } from "./home-partition.ts";
import type { Integration } from "./port.ts";
import { enrolledIntegration } from "./enrollment-admit.ts";
import { checkExternalId } from "./external-id.ts";
import { bindStack, checkFree, unbindStack } from "./setup-binding.ts";
import {
  checkNotDeleted,
  integrationGone,
  type Setup,
  type SetupDependencies,
} from "./setup-context.ts";
import { issueFirstKey } from "./setup-key.ts";
import { parseSetupProperties } from "./setup-properties.ts";
import { claimOf, holdRegistry } from "./setup-registry.ts";
import { openRoles } from "./setup-role.ts";
import { targetOf } from "./setup-target.ts";
import { checkTokenExpiry } from "./token-expiry.ts";

/**
 * Sets up a new stack: binds the integration to it, proves its roles, and writes a key into its
 * secret, if it has one. Each step may be repeated from the first one.
 *
 * @throws PermanentError with what to answer; TransientError when it is to be tried again,
 *   `role-not-ready` among others
 */
export async function createSetup(dependencies: SetupDependencies, setup: Setup): Promise<void> {
  const { request, stack } = setup;
  checkHomePartition(stack, dependencies.homeRegion);
  const properties = parseSetupProperties(request, stack);
  const integration =
    setup.enrollmentId === undefined
      ? await namedIntegration(dependencies, setup)
      : await enrolledIntegration(dependencies, setup, setup.enrollmentId, properties);
  const { integrationId, externalId } = integration;
  checkExternalId(properties.ExternalId, integration);
  checkFree(integration, stack);
  // An enrollment's token does not expire: accounts join later.
  if (setup.enrollmentId === undefined) checkTokenExpiry(integration, stack, dependencies.now());
  await checkNotDeleted(dependencies, setup);
  await occupyRegistry(dependencies, setup, integration, properties);
  const writer = await openRoles(dependencies, targetOf(properties), externalId);
  // Without a secret nothing sends events, so that there is no key to issue.
  if (writer !== undefined) await issueFirstKey(dependencies, integrationId, setup, writer);
}

/** Claims the registry and binds the stack; when either is refused, neither is left. */
async function occupyRegistry(
  dependencies: SetupDependencies,
  setup: Setup,
  integration: Integration,
  properties: SetupProperties,
): Promise<void> {
  const { integrations } = dependencies;
  const { integrationId } = integration;
  const { stack } = setup;
  const claim = claimOf(integration, stack);
  await holdRegistry(integrations, claim, integrationId);
  try {
    await bindStack(dependencies, integrationId, stack, properties);
    // Somebody may have claimed the registry, or deleted the stack, before the binding was seen.
    await holdRegistry(integrations, claim, integrationId);
    await checkNotDeleted(dependencies, setup);
  } catch (error) {
    if (error instanceof PermanentError) {
      await unbindStack(dependencies, integrationId, stack.stackId);
      const left = (await integrations.get(integrationId))?.connection;
      const isKept = left?.account === claim.account && left.region === claim.region;
      if (!isKept) await integrations.releaseRegistry(claim, integrationId);
    }
    throw error;
  }
}

/** The integration whose own token the request came with. */
async function namedIntegration(
  { integrations }: SetupDependencies,
  { integrationId }: Setup,
): Promise<Integration> {
  const integration = integrationId === null ? undefined : await integrations.get(integrationId);
  if (integration === undefined || integration.removedAt !== undefined) {
    throw integrationGone(integrationId);
  }
  return integration;
}
