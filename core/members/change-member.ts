import type { Role } from "../contract/vocabulary.ts";
import { PermanentError } from "../errors.ts";
import { type Identity, isSamePerson } from "./identity.ts";
import { type ChangeMembersDependencies, withMemberLock } from "./member-lock.ts";
import type { Member, MemberStore } from "./port.ts";

const PAGE = 100;

/**
 * Gives a member another role, from their next request on.
 *
 * @param who Undefined: a name that means nobody.
 * @returns The member as they are now.
 * @throws {PermanentError} `member-not-found`, `last-owner`, `members-busy`
 */
export async function changeRole(
  dependencies: ChangeMembersDependencies,
  organizationId: string,
  who: Identity | undefined,
  role: Role,
): Promise<Member> {
  const { members } = dependencies;
  return withMemberLock(dependencies, organizationId, async () => {
    const member = await knownMember(members, organizationId, who);
    if (member.role === role) return member;
    if (member.role === "owner") await requireOtherOwner(members, member);
    if (!(await members.setRole(organizationId, member, role))) throw memberNotFound();
    return { ...member, role };
  });
}

/**
 * Ends a membership. Their tokens die with it: at once, since each counts for the membership that
 * it was made in, and then they are deleted. The invitation that they came by goes first, so that
 * it does not bring them back. The member goes after all that was theirs, so that after a crash
 * there is somebody to remove again.
 *
 * @throws {PermanentError} `member-not-found`, `last-owner`, `members-busy`
 */
export async function removeMember(
  dependencies: ChangeMembersDependencies,
  organizationId: string,
  who: Identity | undefined,
): Promise<Member> {
  const { members } = dependencies;
  return withMemberLock(dependencies, organizationId, async () => {
    const member = await knownMember(members, organizationId, who);
    if (member.role === "owner") await requireOtherOwner(members, member);
    if (member.invitationId !== undefined) {
      await members.removeInvitation(organizationId, member.invitationId);
    }
    await removeTokens(members, member);
    await members.removeMember(organizationId, member);
    return member;
  });
}

async function knownMember(
  members: Pick<MemberStore, "getMember">,
  organizationId: string,
  who: Identity | undefined,
): Promise<Member> {
  const member = who && (await members.getMember(organizationId, who));
  if (member) return member;
  throw memberNotFound();
}

/** @throws {PermanentError} `last-owner` */
async function requireOtherOwner(
  members: Pick<MemberStore, "listMembers">,
  owner: Member,
): Promise<void> {
  let cursor: string | null | undefined;
  do {
    const query = { limit: PAGE, cursor: cursor ?? undefined };
    const page = await members.listMembers(owner.organizationId, query);
    if (page.items.some((one) => one.role === "owner" && !isSamePerson(one, owner))) return;
    cursor = page.nextCursor;
  } while (cursor !== null);
  throw new PermanentError(
    "last-owner",
    `${owner.name} is the only owner of this organization, and without one nobody could change it any more. Make somebody else an owner first.`,
  );
}

async function removeTokens(
  members: Pick<MemberStore, "listTokens" | "removeToken">,
  member: Member,
): Promise<void> {
  let cursor: string | null | undefined;
  do {
    const query = { limit: PAGE, cursor: cursor ?? undefined };
    const page = await members.listTokens(member.organizationId, member, query);
    for (const token of page.items) await members.removeToken(token);
    cursor = page.nextCursor;
  } while (cursor !== null);
}

function memberNotFound(): PermanentError {
  return new PermanentError(
    "member-not-found",
    "There is no such member: they were removed, or the identifier is wrong. GET …/members lists those that there are.",
  );
}
