import { isAlive } from "./api-key.ts";
import type { ConnectedIntegration, KeyHash } from "./port.ts";
import { isKept, withoutKeySince } from "./revoke-keys.ts";

/** A key is replaced at this age. */
const MAX_AGE_MILLISECONDS = 90 * 24 * 3_600_000;
/** A replaced key goes on for so long: that is how long EventBridge tries to send an event. */
const OVERLAP_MILLISECONDS = 24 * 3_600_000;
/**
 * A key that was given to the Connection by a rotation which never came to its end lives on for so
 * long: the Connection may use it, and every day the rotation is tried again.
 */
const UNFINISHED_MILLISECONDS = 90 * 24 * 3_600_000;

/** What holds a key: both ARNs are of the connection. */
export interface KeyHolders {
  readonly secretArn: string;
  readonly connectionArn: string;
}

/** What holds the key of an integration; undefined: its stack sends no events by a key. */
export function keyHoldersOf({
  connection,
}: Pick<ConnectedIntegration, "connection">): KeyHolders | undefined {
  const { secretArn, resources } = connection;
  if (secretArn === undefined || resources === undefined) return undefined;
  return { secretArn, connectionArn: resources.connectionArn };
}

/** The key that goes on until it is rotated. */
export function currentKey(hashes: readonly KeyHash[]): KeyHash | undefined {
  return hashes.find(({ expiresAt }) => expiresAt === undefined);
}

/**
 * Keys of rotations that never came to their end, the oldest first: the Connection may use any of
 * them. The secret holds the last one if that is what its `secretArn` says.
 */
export function unfinishedKeys(
  hashes: readonly KeyHash[],
  { secretArn, connectionArn }: KeyHolders,
  now: Date,
): readonly KeyHash[] {
  const since = currentKey(hashes)?.createdAt ?? "";
  return hashes.filter(
    (hash) =>
      hash.expiresAt !== undefined &&
      isAlive(hash, now) &&
      hash.createdAt > since &&
      (hash.secretArn === secretArn || hash.secretArn === connectionArn),
  );
}

/**
 * When the last run began that may be at work still: one that never came to its end, or whose key
 * was revoked before the Connection had it.
 *
 * @returns Milliseconds; -Infinity: there is none.
 */
export function lastBegun(hashes: readonly KeyHash[], holders: KeyHolders, now: Date): number {
  const revoked = hashes.filter(
    (hash) =>
      hash.revokedAt !== undefined &&
      hash.secretArn === holders.connectionArn &&
      hash.expiresAt === after(new Date(hash.createdAt), UNFINISHED_MILLISECONDS),
  );
  const begun = [...revoked, ...unfinishedKeys(hashes, holders, now)];
  return Math.max(...begun.map(({ createdAt }) => Date.parse(createdAt)));
}

/**
 * Whether a key is due to be replaced: it is old, it was revoked and has no successor, or its
 * rotation never came to an end.
 */
export function isRotationDue(integration: ConnectedIntegration, now: Date): boolean {
  if (keyHoldersOf(integration) === undefined) return false;
  return (
    isKeyOld(integration.keyHashes, now) ||
    withoutKeySince(integration.keyHashes) !== undefined ||
    isRotationUnfinished(integration, now)
  );
}

/** Whether a rotation of an integration's key never came to an end. */
export function isRotationUnfinished(integration: ConnectedIntegration, now: Date): boolean {
  const holders = keyHoldersOf(integration);
  return holders !== undefined && unfinishedKeys(integration.keyHashes, holders, now).length > 0;
}

function isKeyOld(hashes: readonly KeyHash[], now: Date): boolean {
  const current = currentKey(hashes);
  if (current === undefined) return false;
  return now.getTime() - Date.parse(current.createdAt) >= MAX_AGE_MILLISECONDS;
}

/** With a key that the Connection is about to get. It is taken from now on. */
export function withCandidate(
  hashes: readonly KeyHash[],
  sha256: string,
  { connectionArn }: KeyHolders,
  now: Date,
): readonly KeyHash[] {
  const createdAt = now.toISOString();
  const expiresAt = after(now, UNFINISHED_MILLISECONDS);
  return [
    ...hashes.filter((hash) => isKept(hash, now)),
    { sha256, createdAt, expiresAt, secretArn: connectionArn },
  ];
}

/** With a key that both the Connection and the secret have. */
export function withWritten(
  hashes: readonly KeyHash[],
  sha256: string,
  { secretArn, connectionArn }: KeyHolders,
): readonly KeyHash[] {
  return hashes.map((hash) => {
    if (hash.sha256 === sha256) return { ...hash, secretArn };
    return hash.secretArn === secretArn ? { ...hash, secretArn: connectionArn } : hash;
  });
}

/**
 * With a key that the Connection uses for certain, though the secret could not be written: those
 * of earlier attempts go on for a while only.
 */
export function withConnected(
  hashes: readonly KeyHash[],
  sha256: string,
  holders: KeyHolders,
  now: Date,
): readonly KeyHash[] {
  const earlier = new Set(
    unfinishedKeys(hashes, holders, now)
      .map((hash) => hash.sha256)
      .filter((one) => one !== sha256),
  );
  return hashes.map((hash) => (earlier.has(hash.sha256) ? retired(hash, now) : hash));
}

/** With a key as the current one, and the others going on for a while only. */
export function withCurrent(
  hashes: readonly KeyHash[],
  sha256: string,
  now: Date,
): readonly KeyHash[] {
  return hashes
    .filter((hash) => isKept(hash, now))
    .map((hash) => {
      if (hash.sha256 !== sha256) return retired(hash, now);
      const { expiresAt: _, ...current } = hash;
      return current;
    });
}

/** Whether a key is the last one with which a rotation was begun, and that has not ended. */
export function isLatest(
  hashes: readonly KeyHash[],
  sha256: string,
  holders: KeyHolders,
  now: Date,
): boolean {
  return unfinishedKeys(hashes, holders, now).at(-1)?.sha256 === sha256;
}

function retired(hash: KeyHash, now: Date): KeyHash {
  const end = after(now, OVERLAP_MILLISECONDS);
  const { expiresAt } = hash;
  return { ...hash, expiresAt: expiresAt !== undefined && expiresAt < end ? expiresAt : end };
}

function after(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString();
}
