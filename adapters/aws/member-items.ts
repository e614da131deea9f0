import * as z from "zod";
import { ROLES } from "../../core/contract/vocabulary.ts";
import type { Identity } from "../../core/members/port.ts";
import { organizationPartition, type TableKey } from "./table-keys.ts";

/** Sort keys of somebody's memberships begin with it. */
export const MEMBERSHIP_PREFIX = "MEMBER#";

const identity = { issuer: z.string(), subject: z.string() };

/** What is read of an organization's item. */
export const OrganizationItem = z.object({
  organizationId: z.string(),
  name: z.string(),
  createdAt: z.string(),
});

/** What is read of a member's item. */
export const MemberItem = z.object({
  ...identity,
  organizationId: z.string(),
  role: z.enum(ROLES),
  name: z.string(),
  createdAt: z.string(),
});

/** What is read of an access token's item. */
export const AccessTokenItem = z.object({
  ...identity,
  tokenId: z.string(),
  organizationId: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: z.string(),
  expiresAt: z.string().exactOptional(),
  lastUsedAt: z.string().exactOptional(),
});

const MembershipItem = z.object({ organizationId: z.string() });

/** The organization that a membership's entry names. */
export function membershipOrganization(item: Record<string, unknown>): string {
  return MembershipItem.parse(item).organizationId;
}

export function organizationKey(organizationId: string): TableKey {
  return { PK: organizationPartition(organizationId), SK: "ORGANIZATION" };
}

export function memberKey(organizationId: string, who: Identity): TableKey {
  return { PK: organizationPartition(organizationId), SK: `MEMBER#${nameOf(who)}` };
}

export function membershipKey(organizationId: string, who: Identity): TableKey {
  return { PK: principalPartition(who), SK: `${MEMBERSHIP_PREFIX}${organizationId}` };
}

/** Partition of somebody's memberships. */
export function principalPartition(who: Identity): string {
  return `PRINCIPAL#${nameOf(who)}`;
}

export function tokenKey(tokenId: string): TableKey {
  return { PK: `TOKEN#${tokenId}`, SK: "TOKEN" };
}

/** `#` separates the parts of keys: inside one it would let two people share a key. */
function nameOf({ issuer, subject }: Identity): string {
  return `${escape(issuer)}#${escape(subject)}`;
}

function escape(part: string): string {
  return part.replaceAll("%", "%25").replaceAll("#", "%23");
}
