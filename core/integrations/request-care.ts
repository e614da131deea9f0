import type { IntegrationRequestAccepted } from "../contract/api-integrations.ts";
import type { CheckMessage } from "../contract/check-message.ts";
import { PermanentError } from "../errors.ts";
import type { Queue } from "../queue.ts";
import type { Integration } from "./port.ts";
import { hasCompleteStack } from "./stack-launch.ts";

/** What `requestCheck` and `requestRotation` need. */
export interface RequestCareDependencies {
  readonly check: Queue<CheckMessage>;
  readonly now: () => Date;
}

/**
 * Asks for a check of an integration; its report is stored when it is done.
 * @throws PermanentError `integration-not-connected` when there is no stack to look at
 */
export async function requestCheck(
  { check, now }: RequestCareDependencies,
  { organizationId, integrationId, connection }: Integration,
): Promise<IntegrationRequestAccepted> {
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

/**
 * Asks for a new key, however young the present one is. Events that still come with the old one
 * are taken meanwhile.
 *
 * @throws PermanentError `integration-not-connected`; `no-key` when it has none to replace
 */
export async function requestRotation(
  { check, now }: RequestCareDependencies,
  { organizationId, integrationId, connection }: Integration,
): Promise<IntegrationRequestAccepted> {
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
  const requestedAt = now().toISOString();
  await check.send({ kind: "rotate", organizationId, integrationId, requestedAt, force: true });
  return { integrationId, requestedAt };
}
