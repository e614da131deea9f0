import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type * as z from "zod";
import type { Identity, MemberStore } from "../../core/members/port.ts";
import { translated } from "./aws-errors.ts";
import { conditionalWrite } from "./conditional-write.ts";
import {
  AccessTokenItem,
  MemberItem,
  membershipOrganization,
  MEMBERSHIP_PREFIX,
  memberKey,
  membershipKey,
  OrganizationItem,
  organizationKey,
  principalPartition,
  tokenKey,
} from "./member-items.ts";
import type { TableKey } from "./table-keys.ts";

/** Memberships of somebody that are looked at: more organizations than anybody is in. */
const MAX_MEMBERSHIPS = 100;

/** Organizations, members and tokens in the table of docs/adr/0002-data-model.md. */
export function createMemberStore(client: DynamoDBDocumentClient, tableName: string): MemberStore {
  async function read<T>(key: TableKey, schema: z.ZodType<T>): Promise<T | undefined> {
    const { Item } = await translated("dynamodb", () =>
      client.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true })),
    );
    return Item === undefined ? undefined : schema.parse(Item);
  }

  function create(key: TableKey, item: object): Promise<boolean> {
    return conditionalWrite(() =>
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...item, ...key, schemaVersion: 1 },
          ConditionExpression: "attribute_not_exists(PK)",
        }),
      ),
    );
  }

  return {
    getOrganization: (organizationId) => read(organizationKey(organizationId), OrganizationItem),
    createOrganization: (organization) =>
      create(organizationKey(organization.organizationId), organization),
    getMember: (organizationId, identity) => read(memberKey(organizationId, identity), MemberItem),
    async createMember(member) {
      // The entry for listing first: one without its member is ignored, and made again.
      await create(membershipKey(member.organizationId, member), {
        organizationId: member.organizationId,
      });
      return create(memberKey(member.organizationId, member), member);
    },
    listMemberships: (identity) => listMemberships(client, tableName, identity),
    getToken: (tokenId) => read(tokenKey(tokenId), AccessTokenItem),
    async createToken(token) {
      await create(tokenKey(token.tokenId), token);
    },
    async touchToken(tokenId, usedAt) {
      await conditionalWrite(() =>
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: tokenKey(tokenId),
            UpdateExpression: "SET lastUsedAt = :usedAt",
            ConditionExpression: "attribute_exists(PK)",
            ExpressionAttributeValues: { ":usedAt": usedAt },
          }),
        ),
      );
    },
  };
}

async function listMemberships(
  client: DynamoDBDocumentClient,
  tableName: string,
  identity: Identity,
): Promise<readonly string[]> {
  const output = await translated("dynamodb", () =>
    client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: "PK = :partition AND begins_with(SK, :prefix)",
        ExpressionAttributeValues: {
          ":partition": principalPartition(identity),
          ":prefix": MEMBERSHIP_PREFIX,
        },
        Limit: MAX_MEMBERSHIPS,
      }),
    ),
  );
  return (output.Items ?? []).map(membershipOrganization);
}
