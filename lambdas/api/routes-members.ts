import {
  ChangeMember,
  MemberSummary,
  MembersQuery,
  RemovedMember,
} from "../../core/contract/api-members.ts";
import { listOf } from "../../core/contract/page.ts";
import { changeRole, removeMember } from "../../core/members/change-member.ts";
import { identityOf, memberIdOf } from "../../core/members/member-id.ts";
import type { Member } from "../../core/members/port.ts";
import { NoQuery, type Route, route, segment } from "./route.ts";

const MEMBERS = "/v1/organizations/{organization}/members";
const MEMBER = `${MEMBERS}/{memberId}`;

export const memberRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: MEMBERS,
    access: "member",
    summary: "Members",
    query: MembersQuery,
    body: undefined,
    status: 200,
    answer: "MemberList",
    response: listOf(MemberSummary),
    async handle(context) {
      const { members } = context.dependencies;
      const page = await members.listMembers(segment(context, "organization"), context.query);
      return { items: page.items.map(summaryOf), nextCursor: page.nextCursor, asOf: null };
    },
  }),
  route({
    method: "PATCH",
    path: MEMBER,
    access: "owner",
    summary: "Change a member's role",
    description: "It counts from their next request on. The last owner stays one.",
    query: NoQuery,
    body: ChangeMember,
    status: 200,
    answer: "Member",
    response: MemberSummary,
    async handle(context): Promise<MemberSummary> {
      const organizationId = segment(context, "organization");
      const who = identityOf(segment(context, "memberId"));
      const { role } = context.body;
      return summaryOf(await changeRole(context.dependencies, organizationId, who, role));
    },
  }),
  route({
    method: "DELETE",
    path: MEMBER,
    access: "owner",
    summary: "Remove a member",
    description: "Their tokens open nothing from then on. The last owner can't be removed.",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "RemovedMember",
    response: RemovedMember,
    async handle(context): Promise<RemovedMember> {
      const { dependencies } = context;
      const who = identityOf(segment(context, "memberId"));
      const removed = await removeMember(dependencies, segment(context, "organization"), who);
      const { memberId, name } = summaryOf(removed);
      return { memberId, name, removedAt: dependencies.now().toISOString() };
    },
  }),
];

function summaryOf(member: Member): MemberSummary {
  const { name, role, issuer, subject, createdAt } = member;
  return { memberId: memberIdOf(member), name, role, issuer, subject, createdAt };
}
