import { ROLES, type Role } from "../contract/vocabulary.ts";
import { PermanentError } from "../errors.ts";
import type { Principal } from "./authenticate.ts";
import type { Member, MemberStore } from "./port.ts";

/** Whether a role may do what another one may: an owner all that an editor may, and so on. */
export function includesRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(needed);
}

/**
 * The membership that a credential stands for in an organization, or undefined. The role is the
 * store's, narrowed to what the credential may: a token that only reads is a `member`, whatever
 * its owner is.
 *
 * A token counts in its own organization alone, and only for the membership that it was made in:
 * somebody who was removed and comes back does not bring their old tokens back.
 */
export async function membershipFor(
  members: Pick<MemberStore, "getMember">,
  principal: Principal,
  organizationId: string,
): Promise<Member | undefined> {
  const { token } = principal;
  if (token && token.organizationId !== organizationId) return undefined;
  const member = await members.getMember(organizationId, principal);
  if (!member || (token && token.createdAt < member.createdAt)) return undefined;
  return isReadOnly(principal) ? { ...member, role: "member" } : member;
}

/**
 * Refuses a credential that may only look.
 * @throws {PermanentError} `forbidden`
 */
export function requireWriting(principal: Principal): void {
  if (!isReadOnly(principal)) return;
  throw new PermanentError(
    "forbidden",
    "This token may only read. Use one with the scope `write`, which POST …/tokens makes.",
  );
}

function isReadOnly({ token }: Principal): boolean {
  return token?.scope === "read";
}
