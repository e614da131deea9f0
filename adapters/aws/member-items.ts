import * as z from "zod";
import { ROLES } from "../../core/contract/vocabulary.ts";
import type { Identity } from "../../core/members/identity.ts";
import type { Member, Organization } from "../../core/members/port.ts";
import type { ItemRange } from "./member-table.ts";
import { organizationPartition, type TableKey } from "./table-keys.ts";

/** Sort keys of members, and of somebody's memberships, begin with it. */
const MEMBER_PREFIX = "MEMBER#";

// `satisfies` makes a new field of the port one of these: zod would drop it in silence.

/** Who somebody is, inside an item. */
export const IdentityAttribute = z.object({
  issuer: z.string(),
  subject: z.string(),
} satisfies Record<keyof Identity, z.ZodType>);

/** What is read of an organization's item. */
export const OrganizationItem = z.object({
  organizationId: z.string(),
  name: z.string(),
  createdAt: z.string(),
} satisfies Record<keyof Organization, z.ZodType>);

/** What is read of a member's item. */
export const MemberItem = z.object({
  ...IdentityAttribute.shape,
  organizationId: z.string(),
  role: z.enum(ROLES),
  name: z.string(),
  createdAt: z.string(),
  invitationId: z.string().exactOptional(),
} satisfies Record<keyof Member, z.ZodType>);

/** What is read of the entry that lists one of somebody's organizations. */
export const MembershipItem = z.object({ organizationId: z.string() });

export function organizationKey(organizationId: string): TableKey {
  return { PK: organizationPartition(organizationId), SK: "ORGANIZATION" };
}

export function memberKey(organizationId: string, who: Identity): TableKey {
  return {
    PK: organizationPartition(organizationId),
    SK: `${MEMBER_PREFIX}${identityInKey(who)}`,
  };
}

/** Members of an organization. */
export function memberRange(organizationId: string): ItemRange {
  return { partition: organizationPartition(organizationId), prefix: MEMBER_PREFIX };
}

export function membershipKey(organizationId: string, who: Identity): TableKey {
  return { PK: principalPartition(who), SK: `${MEMBER_PREFIX}${organizationId}` };
}

/** Somebody's memberships. */
export function membershipRange(who: Identity): ItemRange {
  return { partition: principalPartition(who), prefix: MEMBER_PREFIX };
}

function principalPartition(who: Identity): string {
  return `PRINCIPAL#${identityInKey(who)}`;
}

/** `#` separates the parts of keys: inside one it would let two people share a key. */
export function identityInKey({ issuer, subject }: Identity): string {
  return `${escape(issuer)}#${escape(subject)}`;
}

function escape(part: string): string {
  return part.replaceAll("%", "%25").replaceAll("#", "%23");
}
