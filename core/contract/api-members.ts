import * as z from "zod";
import { pageParameters } from "./page.ts";
import { ROLES } from "./vocabulary.ts";

/** What people are called: one line. */
const nameForPeople = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, "one line without control characters");

/** Query of the members and of the invitations. */
export const MembersQuery = z.strictObject(pageParameters);

/** A member of an organization. */
export const MemberSummary = z.object({
  /** Opaque; the same for the same person at each time. */
  memberId: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  /** Who vouches for them: an identity provider, or `ecr-scout` for whom an operator made. */
  issuer: z.string(),
  subject: z.string(),
  /** Since when they are a member, ISO 8601. */
  createdAt: z.string(),
});
export type MemberSummary = z.infer<typeof MemberSummary>;

/** Gives a member another role. */
export const ChangeMember = z.strictObject({ role: z.enum(ROLES) });

/** A member who is none any more. */
export const RemovedMember = z.object({
  memberId: z.string(),
  name: z.string(),
  /** ISO 8601. */
  removedAt: z.string(),
});
export type RemovedMember = z.infer<typeof RemovedMember>;

/** Asks for an invitation. */
export const CreateInvitation = z.strictObject({
  role: z.enum(ROLES),
  /** Whom it is meant for: shown in the list, sent to nobody. */
  note: nameForPeople.optional(),
});

const invitation = {
  invitationId: z.string(),
  role: z.enum(ROLES),
  note: z.string().nullable(),
  /** ISO 8601. */
  createdAt: z.string(),
  /** ISO 8601. */
  expiresAt: z.string(),
};

/** An open invitation. */
export const InvitationSummary = z.object(invitation);
export type InvitationSummary = z.infer<typeof InvitationSummary>;

/** A new invitation with, this once, its token. */
export const CreatedInvitation = z.object({
  ...invitation,
  token: z.string(),
  /** Where it is looked at (GET) and accepted (POST); its last segment is the token. */
  url: z.string(),
});
export type CreatedInvitation = z.infer<typeof CreatedInvitation>;

/** An invitation that was taken back. */
export const WithdrawnInvitation = z.object({
  invitationId: z.string(),
  /** ISO 8601. */
  withdrawnAt: z.string(),
});
export type WithdrawnInvitation = z.infer<typeof WithdrawnInvitation>;

/** What an invitation leads to, for whom it may be. */
export const OfferedInvitation = z.object({
  organizationId: z.string(),
  organizationName: z.string(),
  role: z.enum(ROLES),
  /** ISO 8601. */
  expiresAt: z.string(),
});
export type OfferedInvitation = z.infer<typeof OfferedInvitation>;

/** Accepts an invitation. */
export const AcceptInvitation = z.strictObject({
  /** What the organization calls them; absent: what their identity provider does. */
  name: nameForPeople.optional(),
});

/** A membership by an invitation. */
export const AcceptedInvitation = z.object({
  organizationId: z.string(),
  memberId: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  /** For the new organization, shown this once, for who came by a personal access token; or null. */
  token: z.string().nullable(),
});
export type AcceptedInvitation = z.infer<typeof AcceptedInvitation>;
