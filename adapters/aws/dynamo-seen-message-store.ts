import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { SeenMessageStore } from "../../core/integrations/setup-port.ts";
import { translated } from "./aws-errors.ts";
import { seenMessageKey } from "./table-keys.ts";
import { timeToLive } from "./time-to-live.ts";

const SeenItem = z.object({ until: z.iso.datetime() });

/**
 * Messages of SNS in the table of docs/adr/0002-data-model.md. DynamoDB forgets them late, so
 * the time is looked at when one is read.
 */
export function createDynamoSeenMessageStore(
  client: DynamoDBDocumentClient,
  tableName: string,
  now: () => Date = () => new Date(),
): SeenMessageStore {
  return {
    async has(messageId) {
      const { Item } = await translated("dynamodb", () =>
        client.send(
          new GetCommand({
            TableName: tableName,
            Key: seenMessageKey(messageId),
            ConsistentRead: true,
          }),
        ),
      );
      return Item !== undefined && new Date(SeenItem.parse(Item).until) >= now();
    },
    async add(messageId, until) {
      await translated("dynamodb", () =>
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: {
              ...seenMessageKey(messageId),
              schemaVersion: 1,
              until: until.toISOString(),
              expiresAt: timeToLive(until),
            },
          }),
        ),
      );
    },
  };
}
