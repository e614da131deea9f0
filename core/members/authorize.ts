import { ROLES, type Role } from "../contract/vocabulary.ts";
import { PermanentError } from "../errors.ts";
import type { Principal } from "./authenticate.ts";
import type { Member, MemberStore } from "./port.ts";

/** Whether a role may do what another one may: an owner all that an editor may, and so on. */
export function includesRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(needed);
}

/**
 * The membership by which somebody may do what needs a role in an organization. The role is
 * the store's: a credential's claims don't count.
 *
 * @throws {PermanentError} `organization-not-found`: unknown, or none of theirs, which must
 *   look the same, so that nobody learns which organizations there are; `forbidden`: their
 *   role is not enough.
 */
export async function authorize(
  members: Pick<MemberStore, "getMember">,
  principal: Principal,
  organizationId: string,
  needed: Role,
): Promise<Member> {
  const member =
    principal.organizationId === organizationId
      ? await members.getMember(organizationId, principal)
      : undefined;
  if (!member) {
    throw new PermanentError(
      "organization-not-found",
      "There is no such organization, or this credential is not of a member of it. Check its identifier; GET /v1/me names yours.",
    );
  }
  if (includesRole(member.role, needed)) return member;
  throw new PermanentError(
    "forbidden",
    `This needs the role ${needed}, and yours is ${member.role}. Ask an owner of the organization.`,
  );
}
