import { API_KEY_MEMBER } from "../contract/customer-stack.ts";
import { PermanentError } from "../errors.ts";
import { formatApiKey, hashApiKey } from "./api-key.ts";
import { type CheckDependencies, UPDATE } from "./check-context.ts";
import { answerOrRefusal, broken, warning } from "./check-finding.ts";
import type { ConnectedIntegration, KeyHash } from "./port.ts";
import { withoutKeySince } from "./revoke-keys.ts";
import { changeKeys, overtaken } from "./rotate-change.ts";
import { reportRotation, ROTATION } from "./rotate-finding.ts";
import { finishRotation } from "./rotate-finish.ts";
import {
  isLatest,
  type KeyHolders,
  unfinishedKeys,
  withCandidate,
  withConnected,
  withWritten,
} from "./rotate-hashes.ts";
import type { CustomerSession } from "./setup-port.ts";

/** A key on its way to the customer: kept nowhere here. */
interface NewKey {
  readonly apiKey: string;
  readonly sha256: string;
  /** May write the secret. */
  readonly session: CustomerSession;
}

/**
 * Rotates a key from the first step on.
 * @throws TransientError
 */
export async function beginRotation(
  dependencies: CheckDependencies,
  integration: ConnectedIntegration,
  holders: KeyHolders,
): Promise<void> {
  const { inspection, randomBytes, log } = dependencies;
  const { integrationId } = integration;
  // First: whoever can't write the secret shall not change the Connection.
  const session = await sessionOf(dependencies, integration, holders);
  if (session instanceof PermanentError) {
    await reportImpossible(dependencies, integration, session);
    return;
  }
  const apiKey = formatApiKey(integrationId, randomBytes(32));
  const key = { apiKey, sha256: hashApiKey(apiKey), session };
  await addCandidate(dependencies, integration, holders, key);
  const refusal = await answerOrRefusal(() =>
    inspection.updateConnection(integration, holders.connectionArn, apiKey),
  );
  if (refusal instanceof PermanentError) {
    await changeKeys(dependencies, integration, (hashes) =>
      hashes.filter(({ sha256 }) => sha256 !== key.sha256),
    );
    await reportImpossible(dependencies, integration, refusal);
    return;
  }
  log.info("key given to the connection", { integrationId });
  if (!(await writeSecret(dependencies, integration, holders, key))) return;
  await finishRotation(dependencies, integration, holders, key.sha256);
}

async function sessionOf(
  { account }: CheckDependencies,
  { connection, externalId }: ConnectedIntegration,
  { secretArn }: KeyHolders,
): Promise<CustomerSession | PermanentError> {
  const roleArn = connection.setupRoleArn ?? connection.roleArn;
  const session = await answerOrRefusal(() => account.assume({ roleArn, secretArn }, externalId));
  if (session !== "refused") return session;
  const message = `AWS does not let us assume the role ${roleArn}, which writes the secret.`;
  return new PermanentError("role-refused", message);
}

async function addCandidate(
  dependencies: CheckDependencies,
  integration: ConnectedIntegration,
  holders: KeyHolders,
  { sha256 }: NewKey,
): Promise<void> {
  const now = dependencies.now();
  const lastOf = (hashes: readonly KeyHash[]) => unfinishedKeys(hashes, holders, now).at(-1);
  const last = lastOf(integration.keyHashes)?.sha256;
  await changeKeys(dependencies, integration, (hashes) => {
    // Another run has begun since this one looked: only one of two may go on.
    if (lastOf(hashes)?.sha256 !== last) throw overtaken(integration.integrationId);
    return withCandidate(hashes, sha256, holders, now);
  });
}

/** @returns False: it can't be written, which is reported. */
async function writeSecret(
  dependencies: CheckDependencies,
  integration: ConnectedIntegration,
  holders: KeyHolders,
  { apiKey, sha256, session }: NewKey,
): Promise<boolean> {
  const { account, now } = dependencies;
  const value = JSON.stringify({ [API_KEY_MEMBER]: apiKey });
  const refusal = await answerOrRefusal(() => account.putSecret(session, holders.secretArn, value));
  await changeKeys(dependencies, integration, (hashes) => {
    if (!isLatest(hashes, sha256, holders, now())) throw overtaken(integration.integrationId);
    return refusal instanceof PermanentError
      ? withConnected(hashes, sha256, holders, now())
      : withWritten(hashes, sha256, holders);
  });
  if (!(refusal instanceof PermanentError)) return true;
  const message = `The Connection has a new key, and the secret could not be given it: ${refusal.message} Every key that the Connection may use is taken, so that events go on, and the rotation is tried again every day.`;
  const remedy =
    "Give the role the right to write the secret back, and see that no policy of your organization, of the secret or of its KMS key forbids it.";
  await reportRotation(dependencies, integration.integrationId, warning(ROTATION, message, remedy));
  return false;
}

/** Nothing in the customer's account has changed: the key of before goes on, unless it was revoked. */
async function reportImpossible(
  dependencies: CheckDependencies,
  { integrationId, connection, keyHashes }: ConnectedIntegration,
  refusal: PermanentError,
): Promise<void> {
  const message = `The key can't be rotated by the stack as it is, whose template is of version ${connection.templateVersion}: ${refusal.message}`;
  dependencies.log.warn("key not rotated", { integrationId, reason: refusal.message });
  const revokedAt = withoutKeySince(keyHashes);
  const finding =
    revokedAt === undefined
      ? warning(ROTATION, `${message} The present key goes on.`, UPDATE)
      : broken(
          ROTATION,
          `${message} It was revoked on ${revokedAt}, so that no events are taken; pushes are found by listing the registry every hour.`,
          `${UPDATE} Then rotate the key again.`,
        );
  await reportRotation(dependencies, integrationId, finding);
}
