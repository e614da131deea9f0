import type { Page, PageQuery } from "../contract/page.ts";
import type { Role } from "../contract/vocabulary.ts";
import type { Identity } from "./identity.ts";

/** A way into an organization for one person, who is not named: whoever has its token. */
export interface Invitation {
  readonly invitationId: string;
  readonly organizationId: string;
  /** What they will be. */
  readonly role: Role;
  /** Whom it is meant for, as its author says. */
  readonly note?: string;
  /** SHA-256 of its secret, hex: the secret itself is not kept. */
  readonly sha256: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Who made it. */
  readonly createdBy: Identity;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** Absent while it is open: the first who accepts it has it. */
  readonly acceptedBy?: Identity;
}

/** Port: invitations. Errors: `TransientError` when the store is unavailable. */
export interface InvitationStore {
  createInvitation(invitation: Invitation): Promise<void>;
  getInvitation(invitationId: string): Promise<Invitation | undefined>;
  /**
   * Gives it to the first who accepts it: one conditional write.
   * @returns False, and nothing changed, when it is gone or somebody else's.
   */
  takeInvitation(invitationId: string, by: Identity): Promise<boolean>;
  /** Of one organization: open, accepted and, for a while, expired ones. */
  listInvitations(organizationId: string, page: PageQuery): Promise<Page<Invitation>>;
  /** Removes it for good; harmless when it is gone. */
  removeInvitation(organizationId: string, invitationId: string): Promise<void>;
}
