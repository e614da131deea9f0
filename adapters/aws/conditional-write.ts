import { awsErrorName, translated } from "./aws-errors.ts";

/**
 * Runs a conditional write.
 * @returns False when its condition did not hold, so that nothing changed.
 * @throws TransientError, PermanentError `access-denied`
 */
export async function conditionalWrite(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await translated("dynamodb", write);
    return true;
  } catch (error) {
    if (awsErrorName(error) === "ConditionalCheckFailedException") return false;
    throw error;
  }
}
