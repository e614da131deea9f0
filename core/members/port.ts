import type { Role } from "../contract/vocabulary.ts";

/** Somebody as an identity provider names them: nothing else identifies a person. */
export interface Identity {
  /** For example the issuer's URL of a JWT; `ecr-scout` for members made by an operator. */
  readonly issuer: string;
  readonly subject: string;
}

/** An organization. */
export interface Organization {
  readonly organizationId: string;
  /** For people. */
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** A member of an organization and what they may do there. */
export interface Member extends Identity {
  readonly organizationId: string;
  readonly role: Role;
  /** For people. */
  readonly name: string;
  readonly createdAt: string;
}

/** A personal access token: it stands for one member, in one organization. */
export interface AccessToken extends Identity {
  readonly tokenId: string;
  readonly organizationId: string;
  /** SHA-256 of its secret, hex: the secret itself is not kept. */
  readonly sha256: string;
  readonly createdAt: string;
  /** ISO 8601; absent: until it is removed. */
  readonly expiresAt?: string;
  /** ISO 8601, to within an hour. */
  readonly lastUsedAt?: string;
}

/**
 * Port: organizations, their members and tokens (docs/adr/0002-data-model.md).
 * Errors: `TransientError` when the store is unavailable.
 */
export interface MemberStore {
  getOrganization(organizationId: string): Promise<Organization | undefined>;
  /** @returns False, and nothing changed, when there is one already. */
  createOrganization(organization: Organization): Promise<boolean>;
  getMember(organizationId: string, identity: Identity): Promise<Member | undefined>;
  /** @returns False, and nothing changed, when they are a member already. */
  createMember(member: Member): Promise<boolean>;
  /** Organizations that somebody may be a member of: `getMember` says whether they are. */
  listMemberships(identity: Identity): Promise<readonly string[]>;
  getToken(tokenId: string): Promise<AccessToken | undefined>;
  createToken(token: AccessToken): Promise<void>;
  /** Records a use; a token that was removed meanwhile stays removed. */
  touchToken(tokenId: string, usedAt: string): Promise<void>;
}
