import type { Role } from "../contract/vocabulary.ts";
import { PermanentError } from "../errors.ts";
import type { Principal } from "./authenticate.ts";
import { includesRole, membershipFor } from "./credential-reach.ts";
import type { Member, MemberStore } from "./port.ts";

/**
 * The membership by which somebody may do what needs a role in an organization, its role
 * narrowed to what their credential may. The role is the store's: a credential's claims don't
 * count.
 *
 * @throws {PermanentError} `organization-not-found`: unknown, or none of theirs, which must
 *   look the same, so that nobody learns which organizations there are; `forbidden`: their
 *   role, or what their token may do with it, is not enough.
 */
export async function authorize(
  members: Pick<MemberStore, "getMember">,
  principal: Principal,
  organizationId: string,
  needed: Role,
): Promise<Member> {
  const member = await membershipFor(members, principal, organizationId);
  if (!member) {
    throw new PermanentError(
      "organization-not-found",
      "There is no such organization, or this credential is not of a member of it. Check its identifier; GET /v1/me names yours.",
    );
  }
  if (includesRole(member.role, needed)) return member;
  const remedy =
    principal.token?.scope === "read"
      ? "A token that only reads has the role member, whatever its owner's is."
      : "Ask an owner of the organization.";
  throw new PermanentError(
    "forbidden",
    `This needs the role ${needed}, and yours is ${member.role}. ${remedy}`,
  );
}
