import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import {
  REMOVAL_REPORT_DAYS,
  type RemovalReport,
  type RemovalReportStore,
} from "../../core/integrations/removal-port.ts";
import { translated } from "./aws-errors.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { removalKey } from "./table-keys.ts";
import { daysAfter } from "./time-to-live.ts";

const RemovalItem = z.object({
  integrationId: z.string(),
  version: z.int(),
  startedAt: z.string(),
  updatedAt: z.string(),
  finishedAt: z.string().exactOptional(),
  countedUpTo: z.string().exactOptional(),
  repositories: z.int(),
  images: z.int(),
  others: z.int(),
  tags: z.int(),
  documents: z.int(),
} satisfies Record<keyof RemovalReport, z.ZodType>);

/** Reports of removals, in the table of docs/adr/0002-data-model.md. */
export function createDynamoRemovalReportStore(
  client: DynamoDBDocumentClient,
  tableName: string,
): RemovalReportStore {
  return {
    async get(integrationId) {
      const command = new GetCommand({
        TableName: tableName,
        Key: removalKey(integrationId),
        ConsistentRead: true,
      });
      const { Item } = await translated("dynamodb", () => client.send(command));
      return Item === undefined ? undefined : RemovalItem.parse(Item);
    },
    put(next) {
      const { integrationId, version, updatedAt } = next;
      const command = new PutCommand({
        TableName: tableName,
        Item: {
          ...removalKey(integrationId),
          schemaVersion: 1,
          ...next,
          version: version + 1,
          expiresAt: daysAfter(new Date(updatedAt), REMOVAL_REPORT_DAYS),
        },
        ConditionExpression: version === 0 ? "attribute_not_exists(PK)" : "#version = :version",
        ...(version === 0
          ? {}
          : {
              ExpressionAttributeNames: { "#version": "version" },
              ExpressionAttributeValues: { ":version": version },
            }),
      });
      return conditionalWrite(() => client.send(command));
    },
  };
}
