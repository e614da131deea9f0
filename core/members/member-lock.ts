import { PermanentError } from "../errors.ts";
import type { MemberStore } from "./port.ts";
import type { RandomBytes } from "./secret-token.ts";

/** Twice what a request may take: who has the lock is gone before anybody else may have it. */
const LOCK_MILLISECONDS = 60_000;

/** What a change of members needs. */
export interface ChangeMembersDependencies {
  readonly members: MemberStore;
  readonly now: () => Date;
  readonly randomBytes: RandomBytes;
}

/**
 * Changes members of an organization while nobody else does. Two owners who demote each other at
 * the same moment would each find that the other one stays.
 *
 * @throws {PermanentError} `members-busy`
 */
export async function withMemberLock<T>(
  { members, now, randomBytes }: ChangeMembersDependencies,
  organizationId: string,
  change: () => Promise<T>,
): Promise<T> {
  const at = now();
  const lock = {
    organizationId,
    holder: randomBytes(10).toString("hex"),
    until: new Date(at.getTime() + LOCK_MILLISECONDS).toISOString(),
  };
  if (!(await members.lockMembers(lock, at.toISOString()))) {
    throw new PermanentError(
      "members-busy",
      "Somebody else changes the members of this organization at this moment. Try again in a minute.",
    );
  }
  try {
    return await change();
  } finally {
    // Left alone it ends by itself, and what was changed must not be answered by a failure.
    await members.unlockMembers(lock).catch(() => undefined);
  }
}
