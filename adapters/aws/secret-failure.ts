import { PermanentError } from "../../core/errors.ts";
import { awsErrorName } from "./aws-errors.ts";

/** AWS's own words are for reading, not for filling a stack's events. */
const MAX_DETAIL = 400;

const KMS_KEY = [
  "its KMS key could not be used",
  "Enable that key, or give the secret the default key aws/secretsmanager back",
] as const;

/** What is wrong with the secret, and what to do, by the error of PutSecretValue. */
const ADVICE: Readonly<Record<string, readonly [why: string, todo: string]>> = {
  AccessDeniedException: [
    "the stack's role may not write it",
    "Look whether a policy of the organization, of the secret or of its KMS key denies it, or whether the stack was changed by hand",
  ],
  ResourceNotFoundException: [
    "it does not exist",
    "Delete the stack and launch it again, so that the secret is created anew",
  ],
  InvalidRequestException: [
    "Secrets Manager takes no new value for it, as when it is marked for deletion",
    "Restore the secret, or delete the stack and launch it again",
  ],
  EncryptionFailure: KMS_KEY,
  DecryptionFailure: KMS_KEY,
};

const OTHER = [
  "Secrets Manager refused it",
  "Look at the secret in that account, or delete the stack and launch it again",
] as const;

/**
 * The refusal of a new value of a secret, as a person can act on it.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
export function secretNotWritable(secretArn: string, error: Error): PermanentError {
  const name = awsErrorName(error);
  const [why, todo] = ADVICE[name] ?? OTHER;
  const detail = error.message.replace(/[\p{Cc}\s]+/gu, " ").slice(0, MAX_DETAIL);
  return new PermanentError(
    "secret-not-writable",
    `The secret ${secretArn} could not be written: ${why} (${name}: ${detail}). ${todo}, then try again.`,
    { cause: error },
  );
}
