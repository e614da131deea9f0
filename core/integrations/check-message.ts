import type { CheckMessage } from "../contract/check-message.ts";
import { type CheckDependencies, isComplete } from "./check-context.ts";
import { checkIntegration } from "./check-integration.ts";
import { isRotationUnfinished } from "./rotate-hashes.ts";
import { rotateKey } from "./rotate-key.ts";

/**
 * Does what a message of the check queue asks for. Everything may be repeated. A check also goes
 * on with a rotation that never came to its end, be the key as young as it may.
 *
 * @throws TransientError when the message is to come again
 */
export async function handleCheckMessage(
  dependencies: CheckDependencies,
  message: CheckMessage,
): Promise<void> {
  switch (message.kind) {
    case "check": {
      await checkIntegration(dependencies, message);
      const integration = await dependencies.integrations.get(message.integrationId);
      if (!integration || !isComplete(integration)) return;
      if (!isRotationUnfinished(integration, dependencies.now())) return;
      return rotateKey(dependencies, { ...message, kind: "rotate" });
    }
    case "rotate":
      return rotateKey(dependencies, message);
  }
}
