import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { MemberLock, MemberStore } from "../../core/members/port.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { createInvitationStore } from "./member-invitations.ts";
import {
  MemberItem,
  memberKey,
  memberRange,
  MembershipItem,
  membershipKey,
  membershipRange,
  OrganizationItem,
  organizationKey,
} from "./member-items.ts";
import { createMemberTable } from "./member-table.ts";
import { createTokenStore } from "./member-tokens.ts";

/** Memberships of somebody that are looked at: more organizations than anybody is in. */
const MAX_MEMBERSHIPS = 100;

/** Organizations, members, tokens and invitations in the table of docs/adr/0002-data-model.md. */
export function createMemberStore(client: DynamoDBDocumentClient, tableName: string): MemberStore {
  const table = createMemberTable(client, tableName);
  return {
    ...createTokenStore(client, tableName),
    ...createInvitationStore(client, tableName),
    ...createMemberLocks(client, tableName),
    getOrganization: (organizationId) =>
      table.read(organizationKey(organizationId), OrganizationItem),
    createOrganization: (organization) =>
      table.create(organizationKey(organization.organizationId), organization),
    getMember: (organizationId, identity) =>
      table.read(memberKey(organizationId, identity), MemberItem),
    async createMember(member) {
      // The entry for listing first: one without its member is ignored, and made again.
      await table.create(membershipKey(member.organizationId, member), {
        organizationId: member.organizationId,
      });
      return table.create(memberKey(member.organizationId, member), member);
    },
    listMembers: (organizationId, page) =>
      table.list(memberRange(organizationId), page, MemberItem),
    setRole: (organizationId, identity, role) =>
      conditionalWrite(() =>
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: memberKey(organizationId, identity),
            UpdateExpression: "SET #role = :role",
            ConditionExpression: "attribute_exists(PK)",
            ExpressionAttributeNames: { "#role": "role" },
            ExpressionAttributeValues: { ":role": role },
          }),
        ),
      ),
    async removeMember(organizationId, identity) {
      await table.remove(memberKey(organizationId, identity));
      await table.remove(membershipKey(organizationId, identity));
    },
    async listMemberships(identity) {
      const page = { limit: MAX_MEMBERSHIPS };
      const { items } = await table.list(membershipRange(identity), page, MembershipItem);
      return items.map(({ organizationId }) => organizationId);
    },
  };
}

/** Leases in the organization's own item. */
function createMemberLocks(
  client: DynamoDBDocumentClient,
  tableName: string,
): Pick<MemberStore, "lockMembers" | "unlockMembers"> {
  function update(lock: MemberLock, expression: string, condition: string, values: object) {
    return conditionalWrite(() =>
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: organizationKey(lock.organizationId),
          UpdateExpression: expression,
          ConditionExpression: `attribute_exists(PK) AND ${condition}`,
          ExpressionAttributeValues: { ":holder": lock.holder, ...values },
        }),
      ),
    );
  }
  return {
    lockMembers: (lock, now) =>
      update(
        lock,
        "SET lockHolder = :holder, lockUntil = :until",
        "(attribute_not_exists(lockHolder) OR lockUntil <= :now)",
        { ":until": lock.until, ":now": now },
      ),
    async unlockMembers(lock) {
      await update(lock, "REMOVE lockHolder, lockUntil", "lockHolder = :holder", {});
    },
  };
}
