import type { CheckMessage } from "../contract/check-message.ts";
import { PermanentError } from "../errors.ts";
import { type CheckDependencies, isComplete } from "./check-context.ts";
import { checkIntegration } from "./check-integration.ts";
import { reportUnfinished } from "./check-unfinished.ts";
import { withoutKeySince } from "./revoke-keys.ts";
import { isRotationUnfinished } from "./rotate-hashes.ts";
import { rotateKey } from "./rotate-key.ts";

/** One delivery of a message of the check queue. */
interface CheckAttempt {
  /** Whether the message will not come again. */
  readonly isLast: boolean;
}

/**
 * Does what a message of the check queue asks for. Everything may be repeated. A check also goes
 * on with a rotation that never came to its end, be the key as young as it may. What could not be
 * finished and does not come again shows in the report: whoever asked for it waits for an answer.
 *
 * @throws TransientError when the message is to come again
 */
export async function handleCheckMessage(
  dependencies: CheckDependencies,
  message: CheckMessage,
  { isLast }: CheckAttempt = { isLast: false },
): Promise<void> {
  try {
    await handle(dependencies, message);
  } catch (error) {
    // Neither comes again.
    if (isLast || error instanceof PermanentError)
      await reportUnfinished(dependencies, message, error);
    throw error;
  }
}

async function handle(dependencies: CheckDependencies, message: CheckMessage): Promise<void> {
  const { integrations, now } = dependencies;
  switch (message.kind) {
    case "check": {
      await checkIntegration(dependencies, message);
      const integration = await integrations.get(message.integrationId);
      if (!integration || !isComplete(integration)) return;
      if (!isRotationUnfinished(integration, now())) return;
      return rotateKey(dependencies, { ...message, kind: "rotate" });
    }
    case "rotate": {
      const before = await integrations.get(message.integrationId);
      await rotateKey(dependencies, message);
      // Whether events are taken again shows as the integration's status at once.
      if (before && withoutKeySince(before.keyHashes) !== undefined) {
        await checkIntegration(dependencies, message);
      }
      return;
    }
  }
}
