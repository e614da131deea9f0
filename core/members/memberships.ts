import type { Role } from "../contract/vocabulary.ts";
import type { Principal } from "./authenticate.ts";
import { membershipFor } from "./credential-reach.ts";
import type { Member, MemberStore } from "./port.ts";

/** An organization of somebody, and their role in it. */
export interface Membership {
  readonly organizationId: string;
  readonly name: string;
  /** Narrowed to what the credential may. */
  readonly role: Role;
}

/** Organizations in which a credential counts and whose member its owner is. */
export async function membershipsOf(
  members: Pick<MemberStore, "listMemberships" | "getMember" | "getOrganization">,
  principal: Principal,
): Promise<{ readonly name: string | null; readonly organizations: readonly Membership[] }> {
  const named = await members.listMemberships(principal);
  const found = await Promise.all(named.map((id) => membershipOf(members, principal, id)));
  const memberships = found.filter((one) => one !== undefined);
  return {
    name: memberships[0]?.member.name ?? principal.name ?? null,
    organizations: memberships.map(({ member, organizationName }) => ({
      organizationId: member.organizationId,
      name: organizationName,
      role: member.role,
    })),
  };
}

/** Undefined: an entry whose member was removed, or where the credential does not count. */
async function membershipOf(
  members: Pick<MemberStore, "getMember" | "getOrganization">,
  principal: Principal,
  organizationId: string,
): Promise<{ readonly member: Member; readonly organizationName: string } | undefined> {
  const member = await membershipFor(members, principal, organizationId);
  const organization = member && (await members.getOrganization(organizationId));
  return organization && { member, organizationName: organization.name };
}
