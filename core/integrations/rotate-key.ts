import type { CheckMessage } from "../contract/check-message.ts";
import { TransientError } from "../errors.ts";
import { type CheckDependencies, isComplete } from "./check-context.ts";
import { warning } from "./check-finding.ts";
import type { ConnectedIntegration } from "./port.ts";
import { beginRotation } from "./rotate-begin.ts";
import { reportRotation, ROTATION } from "./rotate-finding.ts";
import { finishRotation } from "./rotate-finish.ts";
import {
  currentKey,
  isRotationDue,
  keyHoldersOf,
  lastBegun,
  unfinishedKeys,
} from "./rotate-hashes.ts";

/** A run that has begun is certainly over after so long: nobody else rotates this key before. */
const RUN_MILLISECONDS = 120_000;
/** Attempts of which nobody knows whether the Connection has their key, before they slow down. */
const QUICK_ATTEMPTS = 5;
const SLOW_MILLISECONDS = 20 * 3_600_000;

type RotateMessage = Extract<CheckMessage, { kind: "rotate" }>;

/**
 * Gives an integration another key: its hash is stored, the Connection gets the key, then the
 * secret, and when the Connection is authorized with it the keys of before go on for a day. In
 * this order a refusal by an old template leaves everything as it was, and whatever the Connection
 * or the secret holds at any moment is taken. After a crash the rotation is begun anew with
 * another key, since nobody can read a key again; the one before is taken until that is done.
 *
 * What can't be done is a finding in the integration's report.
 *
 * @throws TransientError when the message is to come again: `connection-not-ready` and
 *   `rotation-busy` among others
 */
export async function rotateKey(
  dependencies: CheckDependencies,
  message: RotateMessage,
): Promise<void> {
  const { integrations, log } = dependencies;
  const { organizationId, integrationId } = message;
  const integration = await integrations.get(integrationId);
  const isOwn = integration?.organizationId === organizationId && isComplete(integration);
  const holders = isOwn ? keyHoldersOf(integration) : undefined;
  if (!isOwn || holders === undefined) {
    log.info("no key to rotate", { organizationId, integrationId });
    return;
  }
  const now = dependencies.now();
  const unfinished = unfinishedKeys(integration.keyHashes, holders, now);
  const last = unfinished.at(-1);
  if (last?.secretArn === holders.secretArn) {
    await finishRotation(dependencies, integration, holders, last.sha256);
    return;
  }
  if (!isAskedFor(integration, message, now)) return;
  const passed = now.getTime() - lastBegun(integration.keyHashes, holders, now);
  if (passed < RUN_MILLISECONDS) throw busy(RUN_MILLISECONDS - passed);
  if (unfinished.length >= QUICK_ATTEMPTS && passed < SLOW_MILLISECONDS) {
    await reportRotation(dependencies, integrationId, slowed(unfinished.length));
    return;
  }
  await beginRotation(dependencies, integration, holders);
}

/** A message that comes again after the rotation that it asked for, asks for no second one. */
function isAskedFor(
  integration: ConnectedIntegration,
  { force, requestedAt }: RotateMessage,
  now: Date,
): boolean {
  if (isRotationDue(integration, now)) return true;
  const since = currentKey(integration.keyHashes)?.createdAt;
  return force === true && (since === undefined || new Date(since) < new Date(requestedAt));
}

function busy(milliseconds: number): TransientError {
  return new TransientError("rotation-busy", "The key is being rotated by another run.", {
    retryAfterSeconds: Math.ceil(milliseconds / 1000),
  });
}

function slowed(attempts: number) {
  return warning(
    ROTATION,
    `The last ${attempts} attempts to rotate the key never came to their end. Events go on, and it is tried again a day after the last attempt.`,
    "See AWS's health in the stack's Region, and tell the operator of this service if it stays.",
  );
}
