import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { ROLES } from "../../core/contract/vocabulary.ts";
import type { Invitation, InvitationStore } from "../../core/members/invitation-port.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { IdentityAttribute } from "./member-items.ts";
import { createMemberTable, type ItemRange, MAX_LOOKUPS } from "./member-table.ts";
import { organizationPartition, type TableKey } from "./table-keys.ts";
import { timeToLive } from "./time-to-live.ts";

/** Sort keys of the entries that list invitations begin with it. */
const ENTRY_PREFIX = "INVITATION#";

const Entry = z.object({ invitationId: z.string() });

/** What is read of an invitation's item. `expiresAt` of the item is DynamoDB's own. */
const InvitationItem = z
  .object({
    invitationId: z.string(),
    organizationId: z.string(),
    role: z.enum(ROLES),
    note: z.string().exactOptional(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    createdAt: z.string(),
    createdBy: IdentityAttribute,
    validUntil: z.string(),
    acceptedBy: IdentityAttribute.exactOptional(),
  } satisfies Record<Exclude<keyof Invitation, "expiresAt"> | "validUntil", z.ZodType>)
  .transform(({ validUntil, ...invitation }): Invitation => ({
    ...invitation,
    expiresAt: validUntil,
  }));

/** Invitations in the table of docs/adr/0002-data-model.md. */
export function createInvitationStore(
  client: DynamoDBDocumentClient,
  tableName: string,
): InvitationStore {
  const table = createMemberTable(client, tableName);
  const getInvitation = (id: string) => table.read(invitationKey(id), InvitationItem);

  return {
    getInvitation,
    async createInvitation({ expiresAt: validUntil, ...invitation }) {
      const { organizationId, invitationId } = invitation;
      const expiresAt = timeToLive(new Date(validUntil));
      // The entry for listing first: one without its invitation is ignored.
      await table.create(entryKey(organizationId, invitationId), { invitationId, expiresAt });
      await table.create(invitationKey(invitationId), { ...invitation, validUntil, expiresAt });
    },
    takeInvitation: (invitationId, by) =>
      conditionalWrite(() =>
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: invitationKey(invitationId),
            UpdateExpression: "SET acceptedBy = :by",
            // Part by part: the engine of local mode does not compare whole maps.
            ConditionExpression:
              "attribute_exists(PK) AND (attribute_not_exists(acceptedBy) OR (acceptedBy.issuer = :issuer AND acceptedBy.subject = :subject))",
            ExpressionAttributeValues: {
              ":by": { issuer: by.issuer, subject: by.subject },
              ":issuer": by.issuer,
              ":subject": by.subject,
            },
          }),
        ),
      ),
    async listInvitations(organizationId, page) {
      const lookups = { ...page, limit: Math.min(page.limit, MAX_LOOKUPS) };
      const entries = await table.list(entryRange(organizationId), lookups, Entry);
      const found = await Promise.all(
        entries.items.map(({ invitationId }) => getInvitation(invitationId)),
      );
      return {
        items: found.filter((invitation) => invitation !== undefined),
        nextCursor: entries.nextCursor,
      };
    },
    async removeInvitation(organizationId, invitationId) {
      await table.remove(invitationKey(invitationId));
      await table.remove(entryKey(organizationId, invitationId));
    },
  };
}

function invitationKey(invitationId: string): TableKey {
  return { PK: `INVITATION#${invitationId}`, SK: "INVITATION" };
}

function entryRange(organizationId: string): ItemRange {
  return { partition: organizationPartition(organizationId), prefix: ENTRY_PREFIX };
}

function entryKey(organizationId: string, invitationId: string): TableKey {
  const { partition, prefix } = entryRange(organizationId);
  return { PK: partition, SK: `${prefix}${invitationId}` };
}
