import { PermanentError, TransientError } from "../errors.ts";
import type { SetupDependencies } from "./setup-context.ts";
import type { CustomerSession, RoleTarget } from "./setup-port.ts";
import type { StackTarget } from "./setup-target.ts";

/** A role that is not there yet is asked for again after so long at least. */
const RETRY_SECONDS = 2;

/** A session that may write a secret, and that secret. */
export interface SecretWriter {
  readonly session: CustomerSession;
  readonly secretArn: string;
}

/**
 * Proves every role of a stack by `openRole`: the one that reads images, and the one that writes
 * the secret where that is another.
 *
 * @returns Who may write the secret; undefined where the stack has none.
 * @throws what `openRole` throws
 */
export async function openRoles(
  dependencies: Pick<SetupDependencies, "account" | "randomBytes">,
  { roleArn, setupRoleArn, secretArn }: StackTarget,
  externalId: string,
): Promise<SecretWriter | undefined> {
  const isWriter = setupRoleArn === undefined && secretArn !== undefined;
  const target = { roleArn, ...(isWriter ? { secretArn } : {}) };
  const session = await openRole(dependencies, target, externalId);
  if (secretArn === undefined) return undefined;
  if (setupRoleArn === undefined) return { session, secretArn };
  const writer = { roleArn: setupRoleArn, secretArn };
  return { session: await openRole(dependencies, writer, externalId), secretArn };
}

/**
 * Assumes a customer's role with the integration's external ID, then proves that the role
 * refuses the same principal without it and with a wrong one: else whoever learns of the role
 * could have us read its registry for them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 *
 * @throws PermanentError `role-open`; TransientError `role-not-ready` while it is refused: AWS
 *   answers AccessDenied for a role that has not spread yet; what `CustomerAccount.assume` throws
 */
async function openRole(
  { account, randomBytes }: Pick<SetupDependencies, "account" | "randomBytes">,
  target: RoleTarget,
  externalId: string,
): Promise<CustomerSession> {
  const session = await account.assume(target, externalId);
  if (session === "refused") throw notReady(target.roleArn);
  // Only now does a refusal mean something.
  const wrong = randomBytes(16).toString("hex");
  if ((await account.assume(target, undefined)) !== "refused") {
    throw open(target.roleArn, "without any external ID");
  }
  if ((await account.assume(target, wrong)) !== "refused") {
    throw open(target.roleArn, "with an external ID other than the integration's");
  }
  return session;
}

function notReady(roleArn: string): TransientError {
  return new TransientError(
    "role-not-ready",
    `AWS does not let us assume the role ${roleArn} with the integration's external ID. Its trust policy must name this service's account and that external ID, as the template has them, and no policy of your organization in AWS may forbid it. Correct that, then launch the stack again.`,
    { retryAfterSeconds: RETRY_SECONDS },
  );
}

function open(roleArn: string, how: string): PermanentError {
  return new PermanentError(
    "role-open",
    `The role ${roleArn} can be assumed ${how}, so that it would serve others, too. Its trust policy must have the condition sts:ExternalId, as the template has it. Launch the template unchanged.`,
  );
}
