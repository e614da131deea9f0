import type { Page, PageQuery } from "../contract/page.ts";
import type { Role, TokenScope } from "../contract/vocabulary.ts";
import type { Identity } from "./identity.ts";
import type { InvitationStore } from "./invitation-port.ts";

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
  /** ISO 8601. A token of theirs that is older is one of a membership that has ended. */
  readonly createdAt: string;
  /** The invitation that they came by: it must not bring them back. */
  readonly invitationId?: string;
}

/** A personal access token: it stands for one member, in one organization. */
export interface AccessToken extends Identity {
  readonly tokenId: string;
  readonly organizationId: string;
  /** What it is for, as its owner says; absent: an operator made it. */
  readonly name?: string;
  /** Absent: `write`. */
  readonly scope?: TokenScope;
  /** SHA-256 of its secret, hex: the secret itself is not kept. */
  readonly sha256: string;
  readonly createdAt: string;
  /** ISO 8601; absent: until it is removed. */
  readonly expiresAt?: string;
  /** ISO 8601, to within an hour. */
  readonly lastUsedAt?: string;
}

/** Port: personal access tokens. Errors: `TransientError` when the store is unavailable. */
export interface TokenStore {
  getToken(tokenId: string): Promise<AccessToken | undefined>;
  createToken(token: AccessToken): Promise<void>;
  /** Records a use; a token that was removed meanwhile stays removed. */
  touchToken(tokenId: string, usedAt: string): Promise<void>;
  /**
   * Tokens of an organization, those of one person beside each other. Expired ones are among them
   * for a while. A page may have fewer than were asked for.
   *
   * @param owner Of this person only; undefined: of everybody.
   */
  listTokens(
    organizationId: string,
    owner: Identity | undefined,
    page: PageQuery,
  ): Promise<Page<AccessToken>>;
  /** Removes it for good; harmless when it is gone. */
  removeToken(token: AccessToken): Promise<void>;
}

/** A lease on the members of an organization: one change at a time. */
export interface MemberLock {
  readonly organizationId: string;
  /** Names who has it. */
  readonly holder: string;
  /** ISO 8601: whoever comes later may take it. */
  readonly until: string;
}

/**
 * Port: organizations, their members, tokens and invitations (docs/adr/0002-data-model.md).
 * Errors: `TransientError` when the store is unavailable.
 */
export interface MemberStore extends TokenStore, InvitationStore {
  getOrganization(organizationId: string): Promise<Organization | undefined>;
  /** @returns False, and nothing changed, when there is one already. */
  createOrganization(organization: Organization): Promise<boolean>;
  getMember(organizationId: string, identity: Identity): Promise<Member | undefined>;
  /** @returns False, and nothing changed, when they are a member already. */
  createMember(member: Member): Promise<boolean>;
  /** Of one organization, consistent: everybody who was a member before is in it. */
  listMembers(organizationId: string, page: PageQuery): Promise<Page<Member>>;
  /** @returns False, and nothing changed, when they are no member. */
  setRole(organizationId: string, identity: Identity, role: Role): Promise<boolean>;
  /** Ends a membership; harmless when there is none. */
  removeMember(organizationId: string, identity: Identity): Promise<void>;
  /** Organizations that somebody may be a member of: `getMember` says whether they are. */
  listMemberships(identity: Identity): Promise<readonly string[]>;
  /** @returns False, and nothing changed, while somebody else has it, or without organization. */
  lockMembers(lock: MemberLock, now: string): Promise<boolean>;
  /** Gives a lock up, if it is still the holder's. */
  unlockMembers(lock: MemberLock): Promise<void>;
}
