import type { infer as Infer } from "zod";
import type {
  CreatedInvitation as CreatedInvitationSchema,
  InvitationSummary,
  MemberSummary,
} from "../../../../core/contract/api-members.ts";
import type { Role } from "../../../../core/contract/vocabulary.ts";
import type { Me } from "../../api/account.ts";
import type { Change } from "../../api/hooks.ts";
import { type ListAnswer, path, type Query, type Reading, reading } from "../../api/reading.ts";

export type CreatedInvitation = Infer<typeof CreatedInvitationSchema>;

/** A page of the organization's members. */
export function membersReading(query: Query): Reading<ListAnswer<MemberSummary>> {
  return reading("members", query);
}

/** A page of the invitations that nobody has accepted yet; for owners. */
export function invitationsReading(query: Query): Reading<ListAnswer<InvitationSummary>> {
  return reading("invitations", query);
}

/** Who the reader is may change with it, too. */
const MEMBERS = ["members", "/v1/me"];

export const roleChange: Change<{ readonly memberId: string; readonly role: Role }> = {
  method: "PATCH",
  path: ({ memberId }) => path`members/${memberId}`,
  body: ({ role }) => ({ role }),
  invalidates: MEMBERS,
};

export const removal: Change<MemberSummary> = {
  method: "DELETE",
  path: ({ memberId }) => path`members/${memberId}`,
  invalidates: MEMBERS,
};

/** What an invitation is made of. */
export interface NewInvitation {
  readonly role: Role;
  readonly note: string | undefined;
}

export const invitationCreation: Change<NewInvitation> = {
  method: "POST",
  path: () => "invitations",
  body: ({ role, note }) => ({ role, ...(note !== undefined && { note }) }),
  invalidates: ["invitations"],
};

export const withdrawal: Change<InvitationSummary> = {
  method: "DELETE",
  path: ({ invitationId }) => path`invitations/${invitationId}`,
  invalidates: ["invitations"],
};

/** Whether a member is the reader. */
export function isReader({ issuer, subject }: MemberSummary, me: Me): boolean {
  return issuer === me.issuer && subject === me.subject;
}
