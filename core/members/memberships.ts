import type { Role } from "../contract/vocabulary.ts";
import type { Principal } from "./authenticate.ts";
import type { Member, MemberStore } from "./port.ts";

/** An organization of somebody, and their role in it. */
export interface Membership {
  readonly organizationId: string;
  readonly name: string;
  readonly role: Role;
}

/** Organizations in which a credential counts and whose member its owner is. */
export async function membershipsOf(
  members: Pick<MemberStore, "listMemberships" | "getMember" | "getOrganization">,
  principal: Principal,
): Promise<{ readonly name: string | null; readonly organizations: readonly Membership[] }> {
  const named = await members.listMemberships(principal);
  const reachable = named.filter((id) => id === principal.organizationId);
  const found = await Promise.all(reachable.map((id) => membershipOf(members, principal, id)));
  const memberships = found.filter((one) => one !== undefined);
  return {
    name: memberships[0]?.member.name ?? null,
    organizations: memberships.map(({ member, organizationName }) => ({
      organizationId: member.organizationId,
      name: organizationName,
      role: member.role,
    })),
  };
}

/** Undefined: an entry whose member was removed. */
async function membershipOf(
  members: Pick<MemberStore, "getMember" | "getOrganization">,
  principal: Principal,
  organizationId: string,
): Promise<{ readonly member: Member; readonly organizationName: string } | undefined> {
  const [member, organization] = await Promise.all([
    members.getMember(organizationId, principal),
    members.getOrganization(organizationId),
  ]);
  return member && organization && { member, organizationName: organization.name };
}
