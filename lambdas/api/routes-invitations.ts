import {
  AcceptedInvitation,
  AcceptInvitation,
  CreatedInvitation,
  CreateInvitation,
  InvitationSummary,
  MembersQuery,
  OfferedInvitation,
  WithdrawnInvitation,
} from "../../core/contract/api-members.ts";
import { listOf } from "../../core/contract/page.ts";
import { acceptInvitation, openInvitation } from "../../core/members/accept-invitation.ts";
import type { Invitation } from "../../core/members/invitation-port.ts";
import { invite, withdrawInvitation } from "../../core/members/invite.ts";
import { memberIdOf } from "../../core/members/member-id.ts";
import { NoQuery, principalOf, type Route, route, segment } from "./route.ts";

const INVITATIONS = "/v1/organizations/{organization}/invitations";
const OFFER = "/v1/invitations/{token}";

export const invitationRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: INVITATIONS,
    access: "owner",
    summary: "Open invitations",
    query: MembersQuery,
    body: undefined,
    status: 200,
    answer: "InvitationList",
    response: listOf(InvitationSummary),
    async handle(context) {
      const { members, now } = context.dependencies;
      const organizationId = segment(context, "organization");
      const page = await members.listInvitations(organizationId, context.query);
      const open = page.items.filter((invitation) => isOpen(invitation, now()));
      return { items: open.map(summaryOf), nextCursor: page.nextCursor, asOf: null };
    },
  }),
  route({
    method: "POST",
    path: INVITATIONS,
    access: "owner",
    summary: "Invite somebody",
    description:
      "Whoever has its token becomes a member with this role, once, within 7 days. The token is shown in this answer only.",
    query: NoQuery,
    body: CreateInvitation,
    status: 201,
    answer: "CreatedInvitation",
    response: CreatedInvitation,
    async handle(context): Promise<CreatedInvitation> {
      const { dependencies, body } = context;
      const { invitation, token } = await invite(dependencies, {
        organizationId: segment(context, "organization"),
        role: body.role,
        note: body.note,
        createdBy: principalOf(context),
      });
      const url = `${dependencies.publicUrl}/v1/invitations/${token}`;
      return { ...summaryOf(invitation), token, url };
    },
  }),
  route({
    method: "DELETE",
    path: `${INVITATIONS}/{invitationId}`,
    access: "owner",
    summary: "Withdraw an invitation",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "WithdrawnInvitation",
    response: WithdrawnInvitation,
    async handle(context): Promise<WithdrawnInvitation> {
      const { members, now } = context.dependencies;
      const invitationId = segment(context, "invitationId");
      await withdrawInvitation(members, segment(context, "organization"), invitationId);
      return { invitationId, withdrawnAt: now().toISOString() };
    },
  }),
  route({
    method: "GET",
    path: OFFER,
    access: "authenticated",
    summary: "What an invitation leads to",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "OfferedInvitation",
    response: OfferedInvitation,
    async handle(context): Promise<OfferedInvitation> {
      const { dependencies } = context;
      const principal = principalOf(context);
      const invitation = await openInvitation(dependencies, segment(context, "token"), principal);
      const { organizationId, role, expiresAt } = invitation;
      const organization = await dependencies.members.getOrganization(organizationId);
      const organizationName = organization?.name ?? organizationId;
      return { organizationId, organizationName, role, expiresAt };
    },
  }),
  route({
    method: "POST",
    path: OFFER,
    access: "authenticated",
    summary: "Accept an invitation",
    description:
      "Makes you a member. Whoever comes by a personal access token gets one for the new organization, since theirs counts in another one. Repeating it is harmless.",
    query: NoQuery,
    body: AcceptInvitation,
    status: 200,
    answer: "AcceptedInvitation",
    response: AcceptedInvitation,
    async handle(context): Promise<AcceptedInvitation> {
      const { dependencies, body } = context;
      const principal = principalOf(context);
      const offer = segment(context, "token");
      const accepted = await acceptInvitation(dependencies, offer, principal, body.name);
      const { organizationId, name, role } = accepted.member;
      const memberId = memberIdOf(accepted.member);
      return { organizationId, memberId, name, role, token: accepted.token ?? null };
    },
  }),
];

function isOpen({ acceptedBy, expiresAt }: Invitation, now: Date): boolean {
  return acceptedBy === undefined && new Date(expiresAt) > now;
}

function summaryOf(invitation: Invitation): InvitationSummary {
  const { invitationId, role, note = null, createdAt, expiresAt } = invitation;
  return { invitationId, role, note, createdAt, expiresAt };
}
