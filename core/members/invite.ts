import type { Role } from "../contract/vocabulary.ts";
import { PermanentError } from "../errors.ts";
import type { Identity } from "./identity.ts";
import type { Invitation, InvitationStore } from "./invitation-port.ts";
import { newInvitationToken } from "./invitation-token.ts";
import type { RandomBytes } from "./secret-token.ts";

/** A link that nobody has used for so long lies in somebody's mailbox for others to find. */
const INVITATION_DAYS = 7;
const MILLISECONDS_A_DAY = 86_400_000;

/** What `invite` needs. */
export interface InviteDependencies {
  readonly members: InvitationStore;
  readonly now: () => Date;
  readonly randomBytes: RandomBytes;
}

/** An invitation that is asked for. */
export interface InvitationRequest {
  readonly organizationId: string;
  readonly role: Role;
  /** Whom it is meant for. */
  readonly note?: string | undefined;
  readonly createdBy: Identity;
}

/** Makes an invitation. Its token is in the answer and nowhere else. */
export async function invite(
  { members, now, randomBytes }: InviteDependencies,
  { organizationId, role, note, createdBy }: InvitationRequest,
): Promise<{ readonly invitation: Invitation; readonly token: string }> {
  const { token, id: invitationId, sha256 } = newInvitationToken(randomBytes);
  const created = now();
  const invitation: Invitation = {
    invitationId,
    organizationId,
    role,
    ...(note === undefined ? {} : { note }),
    sha256,
    createdAt: created.toISOString(),
    createdBy: { issuer: createdBy.issuer, subject: createdBy.subject },
    expiresAt: new Date(created.getTime() + INVITATION_DAYS * MILLISECONDS_A_DAY).toISOString(),
  };
  await members.createInvitation(invitation);
  return { invitation, token };
}

/**
 * Takes an invitation back, if nobody has accepted it.
 * @throws {PermanentError} `invitation-not-found`
 */
export async function withdrawInvitation(
  members: InvitationStore,
  organizationId: string,
  invitationId: string,
): Promise<void> {
  const invitation = await members.getInvitation(invitationId);
  const isOpen = invitation?.acceptedBy === undefined;
  if (invitation?.organizationId !== organizationId || !isOpen) {
    throw new PermanentError(
      "invitation-not-found",
      "There is no such open invitation: it was accepted, withdrawn or has expired. GET …/invitations lists the open ones; whoever has accepted one is a member.",
    );
  }
  await members.removeInvitation(organizationId, invitationId);
}
