import { PermanentError } from "../errors.ts";
import type { Principal } from "./authenticate.ts";
import { isSamePerson } from "./identity.ts";
import type { Invitation } from "./invitation-port.ts";
import { matchesInvitation, parseInvitationToken } from "./invitation-token.ts";
import { createPersonalToken } from "./personal-token.ts";
import type { Member, MemberStore } from "./port.ts";
import type { RandomBytes } from "./secret-token.ts";

/** Of the token that somebody gets who has no other way in. */
const TOKEN_DAYS = 90;

/** Characters of a name: an identity provider may say more. */
const MAX_NAME = 200;

/** What `acceptInvitation` needs. */
export interface AcceptInvitationDependencies {
  readonly members: MemberStore;
  readonly now: () => Date;
  readonly randomBytes: RandomBytes;
}

/** A new membership. */
export interface AcceptedInvitation {
  readonly member: Member;
  /**
   * A token for the new organization, for who came by a personal access token: theirs counts in
   * another one, and they may have no other way to sign in.
   */
  readonly token: string | undefined;
}

/**
 * The invitation that a token opens, for somebody: open, or accepted by themselves.
 * @throws {PermanentError} `invitation-not-found`: malformed, unknown, wrong, expired, withdrawn
 *   or accepted by somebody else, which must look the same.
 */
export async function openInvitation(
  { members, now }: Pick<AcceptInvitationDependencies, "members" | "now">,
  token: string,
  principal: Principal,
): Promise<Invitation> {
  const presented = parseInvitationToken(token);
  const invitation = presented && (await members.getInvitation(presented.id));
  const isRight = matchesInvitation(presented?.secret ?? "", invitation, now());
  const { acceptedBy } = invitation ?? {};
  const isTheirs = acceptedBy === undefined || isSamePerson(acceptedBy, principal);
  if (!invitation || !isRight || !isTheirs) throw invitationNotFound();
  return invitation;
}

/**
 * Makes somebody a member. The invitation becomes theirs first, by one conditional write, and
 * opens for nobody else from then on; so whoever lost the answer may repeat it.
 *
 * @param name For people; absent: what their identity provider calls them, or their subject.
 * @throws {PermanentError} `invitation-not-found`, `already-member`
 */
export async function acceptInvitation(
  dependencies: AcceptInvitationDependencies,
  token: string,
  principal: Principal,
  name: string | undefined,
): Promise<AcceptedInvitation> {
  const { members, now } = dependencies;
  const { issuer, subject } = principal;
  const invitation = await openInvitation(dependencies, token, principal);
  const { organizationId, invitationId, role } = invitation;
  const known = await members.getMember(organizationId, principal);
  if (known && known.invitationId !== invitationId) throw alreadyMember(known);
  if (!(await members.takeInvitation(invitationId, { issuer, subject }))) {
    throw invitationNotFound();
  }
  const member = known ?? {
    issuer,
    subject,
    organizationId,
    role,
    name: (name ?? principal.name ?? subject).slice(0, MAX_NAME),
    createdAt: now().toISOString(),
    invitationId,
  };
  if (!known) await members.createMember(member);
  return { member, token: await tokenFor(dependencies, organizationId, principal) };
}

async function tokenFor(
  dependencies: AcceptInvitationDependencies,
  organizationId: string,
  principal: Principal,
): Promise<string | undefined> {
  if (!principal.token) return undefined;
  const request = { name: "invitation", scope: "write", expiresInDays: TOKEN_DAYS } as const;
  return (await createPersonalToken(dependencies, organizationId, principal, request)).token;
}

function invitationNotFound(): PermanentError {
  return new PermanentError(
    "invitation-not-found",
    "This invitation does not open anything: it was used, withdrawn or has expired, or its link is not complete. Ask an owner of the organization for another one.",
  );
}

function alreadyMember({ role }: Member): PermanentError {
  return new PermanentError(
    "already-member",
    `You are a member of this organization already, with the role ${role}; the invitation is still open for somebody else. An owner changes roles by PATCH …/members/{memberId}.`,
  );
}
