import { type EventBridgeClient, UpdateConnectionCommand } from "@aws-sdk/client-eventbridge";
import { API_KEY_HEADER } from "../../core/contract/vocabulary.ts";
import { PermanentError, TransientError } from "../../core/errors.ts";
import { awsErrorName } from "./aws-errors.ts";

/** AWS's own words are for reading, not for filling a report. */
const MAX_DETAIL = 400;

/**
 * Gives a Connection another key; what else it has stays as it is.
 * @throws TransientError while somebody else changes it, and what EventBridge refuses with
 */
export async function updateConnectionKey(
  client: EventBridgeClient,
  name: string,
  apiKey: string,
): Promise<void> {
  const command = new UpdateConnectionCommand({
    Name: name,
    AuthorizationType: "API_KEY",
    AuthParameters: {
      ApiKeyAuthParameters: { ApiKeyName: API_KEY_HEADER, ApiKeyValue: apiKey },
    },
  });
  try {
    await client.send(command);
  } catch (error) {
    if (awsErrorName(error) !== "ConcurrentModificationException") throw error;
    throw new TransientError(
      "connection-busy",
      `The Connection ${name} is being changed by somebody else at the moment. It is tried again.`,
      { cause: error },
    );
  }
}

/**
 * The refusal of a new key, as a person can act on it.
 * @param error Of EventBridge; undefined when the ARN is none of a Connection of that registry.
 */
export function connectionNotUpdatable(connectionArn: string, error?: Error): PermanentError {
  return new PermanentError(
    "connection-not-updatable",
    `The Connection ${connectionArn.slice(0, 200)} could not be given another key: ${reason(error)}. Look at it in that account, or delete the stack and launch it again, then try again.`,
    { cause: error },
  );
}

function reason(error: Error | undefined): string {
  if (error === undefined) return "it is not a Connection of the integration's account and Region";
  const name = awsErrorName(error);
  if (name === "ResourceNotFoundException") return "it does not exist";
  const detail = error.message.replace(/[\p{Cc}\s]+/gu, " ").slice(0, MAX_DETAIL);
  return `EventBridge refused it (${name}: ${detail})`;
}
