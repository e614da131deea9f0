import { isAlive } from "./api-key.ts";
import type { KeyHash } from "./port.ts";

/** For so long whoever comes with a revoked key is told. Afterwards nobody knows it. */
const REMEMBERED_MILLISECONDS = 90 * 24 * 3_600_000;

/**
 * With every key that is taken now revoked, those of a rotation that is on its way too: others may
 * know any of them. Until a rotation gives the stack another, it has none.
 */
export function withRevoked(hashes: readonly KeyHash[], now: Date): readonly KeyHash[] {
  const at = now.toISOString();
  return hashes
    .filter((hash) => isKept(hash, now))
    .map((hash) =>
      hash.revokedAt === undefined ? { expiresAt: at, ...hash, revokedAt: at } : hash,
    );
}

/** Whether a key is still of use: it is taken, or whoever comes with it is to be told. */
export function isKept(hash: KeyHash, now: Date): boolean {
  if (hash.revokedAt === undefined) return isAlive(hash, now);
  return now.getTime() - Date.parse(hash.revokedAt) < REMEMBERED_MILLISECONDS;
}

/** Whether a stack has been given a key that goes on, in place of those that were revoked. */
export function isReplaced(hashes: readonly KeyHash[]): boolean {
  return hashes.some(({ expiresAt }) => expiresAt === undefined);
}

/**
 * Since when a stack has no key since its keys were revoked, ISO 8601.
 * @returns Undefined: none was revoked, or a rotation has given it another.
 */
export function withoutKeySince(hashes: readonly KeyHash[]): string | undefined {
  if (isReplaced(hashes)) return undefined;
  return hashes
    .flatMap(({ revokedAt }) => revokedAt ?? [])
    .sort()
    .at(-1);
}
