import { API_KEY_MEMBER } from "../contract/customer-stack.ts";
import { formatApiKey, hashApiKey, isAlive } from "./api-key.ts";
import type { Integration, KeyHash } from "./port.ts";
import { isKept } from "./revoke-keys.ts";
import { changeBound } from "./setup-binding.ts";
import type { Setup, SetupDependencies } from "./setup-context.ts";
import type { SecretWriter } from "./setup-role.ts";

/** A replaced key goes on for so long: EventBridge may hold it until the stack's update is done. */
const OVERLAP_MILLISECONDS = 3_600_000;

/** What issuing a key needs. */
type Dependencies = Pick<SetupDependencies, "account" | "integrations" | "now" | "randomBytes">;

/**
 * Gives a new stack its key: the hash is stored, then the key is written into the customer's
 * secret. Keys of earlier attempts go: nobody has used them.
 *
 * @throws PermanentError `stack-deleted`, `secret-not-writable`; TransientError
 */
export async function issueFirstKey(
  dependencies: Dependencies,
  integrationId: string,
  setup: Setup,
  writer: SecretWriter,
): Promise<void> {
  const { secretArn } = writer;
  const { apiKey, hash } = makeKey(dependencies, integrationId);
  await changeBound(dependencies, integrationId, setup, (integration) => ({
    ...integration,
    keyHashes: [{ ...hash, secretArn }],
  }));
  await putKey(dependencies, writer, apiKey);
}

/**
 * Gives a stack whose secret was replaced a key in the new one. Until it is written there, its
 * hash expires by itself. A secret that holds a live key already, because an update was rolled
 * back, keeps it: the Connection may never have read another.
 *
 * @returns What the integration's hashes are to be once it uses the new secret.
 * @throws PermanentError `stack-deleted`, `secret-not-writable`; TransientError
 */
export async function issueNextKey(
  dependencies: Dependencies,
  integration: Integration,
  setup: Setup,
  writer: SecretWriter,
): Promise<(hashes: readonly KeyHash[]) => readonly KeyHash[]> {
  const { integrationId } = integration;
  const { secretArn } = writer;
  const now = dependencies.now();
  const held = integration.keyHashes.find(
    (hash) => hash.secretArn === secretArn && isAlive(hash, now),
  );
  if (held) return (hashes) => promoted(hashes, { sha256: held.sha256, secretArn }, now);
  const { apiKey, hash } = makeKey(dependencies, integrationId);
  const candidate = { ...hash, expiresAt: overlapEnd(now) };
  await changeBound(dependencies, integrationId, setup, (current) => ({
    ...current,
    keyHashes: [...withoutCandidates(current.keyHashes), candidate],
  }));
  await putKey(dependencies, writer, apiKey);
  return (hashes) => promoted(hashes, { sha256: hash.sha256, secretArn }, now);
}

/** Without the keys of attempts that never came to an end. */
export function withoutCandidates(hashes: readonly KeyHash[]): readonly KeyHash[] {
  return hashes.filter(
    ({ secretArn, expiresAt }) => secretArn !== undefined || expiresAt === undefined,
  );
}

/** Lets all keys of a stack go that sends no events any more: it may for a while yet. */
export function retireKeys(now: Date): (hashes: readonly KeyHash[]) => readonly KeyHash[] {
  return (hashes) => promoted(hashes, undefined, now);
}

/** Makes a key the current one; the others live on for a while. */
function promoted(
  hashes: readonly KeyHash[],
  current: { readonly sha256: string; readonly secretArn: string } | undefined,
  now: Date,
): readonly KeyHash[] {
  const end = overlapEnd(now);
  return hashes
    .filter((hash) => isKept(hash, now))
    .map(({ expiresAt, ...hash }) =>
      hash.sha256 === current?.sha256
        ? { ...hash, secretArn: current.secretArn }
        : { ...hash, expiresAt: expiresAt !== undefined && expiresAt < end ? expiresAt : end },
    );
}

function makeKey(
  { randomBytes, now }: Dependencies,
  integrationId: string,
): { readonly apiKey: string; readonly hash: KeyHash } {
  const apiKey = formatApiKey(integrationId, randomBytes(32));
  return { apiKey, hash: { sha256: hashApiKey(apiKey), createdAt: now().toISOString() } };
}

async function putKey(
  { account }: Dependencies,
  { session, secretArn }: SecretWriter,
  apiKey: string,
): Promise<void> {
  await account.putSecret(session, secretArn, JSON.stringify({ [API_KEY_MEMBER]: apiKey }));
}

function overlapEnd(now: Date): string {
  return new Date(now.getTime() + OVERLAP_MILLISECONDS).toISOString();
}
