import { PermanentError, TransientError } from "../errors.ts";
import { type CheckDependencies, RESTORE } from "./check-context.ts";
import { AUTHORIZED, BEING_AUTHORIZED, describe } from "./check-delivery.ts";
import { answerOrRefusal, fine, warning } from "./check-finding.ts";
import type { InspectedConnection } from "./check-port.ts";
import type { ConnectedIntegration } from "./port.ts";
import { changeKeys, overtaken } from "./rotate-change.ts";
import { reportRotation, ROTATION } from "./rotate-finding.ts";
import { isLatest, type KeyHolders, withCurrent } from "./rotate-hashes.ts";

/** EventBridge takes some seconds to authorize a Connection. */
const WAIT_SECONDS = 10;

/**
 * Ends a rotation whose key the Connection and the secret have: once the Connection is authorized,
 * the key is the current one, and those of before go on for a day.
 *
 * @throws TransientError `connection-not-ready` while EventBridge is at work on it
 */
export async function finishRotation(
  dependencies: CheckDependencies,
  integration: ConnectedIntegration,
  holders: KeyHolders,
  sha256: string,
): Promise<void> {
  const { inspection, now, log } = dependencies;
  const { integrationId } = integration;
  const connection = await answerOrRefusal(() =>
    inspection.connection(integration, holders.connectionArn),
  );
  // Who may not look has updated it all the same.
  if (!(connection instanceof PermanentError) && !isUsable(connection)) {
    await reportUnusable(dependencies, integrationId, connection);
    return;
  }
  await changeKeys(dependencies, integration, (hashes) => {
    if (!isLatest(hashes, sha256, holders, now())) throw overtaken(integrationId);
    return withCurrent(hashes, sha256, now());
  });
  log.info("key rotated", { integrationId });
  const message = `The key was rotated on ${now().toISOString()}.`;
  await reportRotation(dependencies, integrationId, fine(ROTATION, message));
}

/** @throws TransientError `connection-not-ready` */
function isUsable(connection: InspectedConnection | undefined): boolean {
  if (connection === undefined) return false;
  if (BEING_AUTHORIZED.has(connection.state)) {
    throw new TransientError(
      "connection-not-ready",
      `The Connection is in the state ${describe(connection)} after its key was changed. It is looked at again.`,
      { retryAfterSeconds: WAIT_SECONDS },
    );
  }
  return AUTHORIZED.has(connection.state);
}

async function reportUnusable(
  dependencies: CheckDependencies,
  integrationId: string,
  connection: InspectedConnection | undefined,
): Promise<void> {
  const how = connection === undefined ? "deleted" : `in the state ${describe(connection)}`;
  const message = `The key was rotated, but the Connection is ${how}, so that no events come. The key of before is taken still.`;
  dependencies.log.warn("key not rotated", { integrationId, reason: message });
  await reportRotation(dependencies, integrationId, warning(ROTATION, message, RESTORE));
}
