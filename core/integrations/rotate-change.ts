import { TransientError } from "../errors.ts";
import type { CheckDependencies } from "./check-context.ts";
import type { ConnectedIntegration, KeyHash } from "./port.ts";
import { replaceIntegration } from "./replace-integration.ts";
import { keyHoldersOf } from "./rotate-hashes.ts";
import { isBoundTo } from "./setup-context.ts";

/**
 * Changes the keys of an integration while its stack, secret and Connection are the ones that a
 * rotation has to do with.
 *
 * @param change May be called several times; throws when somebody else has overtaken it.
 * @throws TransientError `rotation-overtaken`: the message is to be looked at anew
 */
export async function changeKeys(
  { integrations }: Pick<CheckDependencies, "integrations">,
  integration: ConnectedIntegration,
  change: (hashes: readonly KeyHash[]) => readonly KeyHash[],
): Promise<void> {
  const { integrationId, connection } = integration;
  const holders = JSON.stringify(keyHoldersOf(integration));
  const changed = await replaceIntegration(integrations, integrationId, (current) => {
    if (!isBoundTo(current, connection.stackId)) throw overtaken(integrationId);
    if (JSON.stringify(keyHoldersOf(current)) !== holders) throw overtaken(integrationId);
    return { ...current, keyHashes: change(current.keyHashes) };
  });
  if (changed === undefined) throw overtaken(integrationId);
}

/** The refusal of a step that is no longer to be taken. */
export function overtaken(integrationId: string): TransientError {
  return new TransientError(
    "rotation-overtaken",
    `The stack of the integration ${integrationId}, or its key, was changed while the key was being rotated. It is looked at again.`,
  );
}
