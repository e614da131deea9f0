import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type {
  ActivityStore,
  IntegrationActivity,
  IntegrationUsage,
} from "../../core/integrations/activity-port.ts";
import { translated } from "./aws-errors.ts";
import { createActivityTimes } from "./dynamo-activity-times.ts";
import { activityKey, MONTH_PREFIX, monthKey, type TableKey } from "./table-keys.ts";
import { daysAfter } from "./time-to-live.ts";

/** A year can be compared with the year before, to the month. */
const DAYS_KEPT = 400;

/** More than there are within that time, and until DynamoDB has deleted those before. */
const MAX_MONTHS = 24;

const ActivityItem = z.object({
  lastEventAt: z.string().exactOptional(),
  lastPullAt: z.string().exactOptional(),
  lastReconciledAt: z.string().exactOptional(),
  missedEvents: z.int().default(0),
} satisfies Record<keyof IntegrationActivity, z.ZodType>);

const MonthItem = z.object({
  month: z.string(),
  events: z.int().default(0),
  analyses: z.int().default(0),
  bytesPulled: z.number().default(0),
  bytesKnown: z.number().default(0),
} satisfies Record<keyof IntegrationUsage, z.ZodType>);

type Counters = Partial<Record<Exclude<keyof IntegrationUsage, "month">, number>>;

/** What integrations do, in the table of docs/adr/0002-data-model.md. */
export function createDynamoActivityStore(
  client: DynamoDBDocumentClient,
  tableName: string,
): ActivityStore {
  const touch = createActivityTimes(client, tableName, DAYS_KEPT);

  /** One update, whether or not the month is there. */
  async function count(integrationId: string, at: Date, counters: Counters): Promise<void> {
    const month = at.toISOString().slice(0, 7);
    const added = Object.entries(counters);
    const command = new UpdateCommand({
      TableName: tableName,
      Key: monthKey(integrationId, month),
      UpdateExpression: `SET schemaVersion = :one, #month = :month, expiresAt = :expiresAt ADD ${added
        .map(([name]) => `#${name} :${name}`)
        .join(", ")}`,
      ExpressionAttributeNames: {
        "#month": "month",
        ...Object.fromEntries(added.map(([name]) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: {
        ":one": 1,
        ":month": month,
        ":expiresAt": daysAfter(at, DAYS_KEPT),
        ...Object.fromEntries(added.map(([name, value]) => [`:${name}`, value])),
      },
    });
    await translated("dynamodb", () => client.send(command));
  }

  async function usage(
    integrationId: string,
    months: number,
  ): Promise<readonly IntegrationUsage[]> {
    const { PK } = monthKey(integrationId, "");
    const query = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "PK = :partition AND begins_with(SK, :prefix)",
      ExpressionAttributeValues: { ":partition": PK, ":prefix": MONTH_PREFIX },
      ScanIndexForward: false,
      Limit: months,
    });
    const { Items } = await translated("dynamodb", () => client.send(query));
    return (Items ?? []).map((item) => MonthItem.parse(item));
  }

  async function remove(key: TableKey): Promise<void> {
    const command = new DeleteCommand({ TableName: tableName, Key: key });
    await translated("dynamodb", () => client.send(command));
  }

  return {
    async get(integrationId) {
      const command = new GetCommand({ TableName: tableName, Key: activityKey(integrationId) });
      const { Item } = await translated("dynamodb", () => client.send(command));
      return ActivityItem.parse(Item ?? {});
    },
    usage,
    async eventCame(integrationId, at) {
      await Promise.all([
        touch(integrationId, "lastEventAt", at),
        count(integrationId, at, { events: 1 }),
      ]);
    },
    async imagePulled(integrationId, at, { pulled, known }) {
      await Promise.all([
        touch(integrationId, "lastPullAt", at),
        count(integrationId, at, { analyses: 1, bytesPulled: pulled, bytesKnown: known }),
      ]);
    },
    async reconciled(integrationId, at, missedEvents) {
      const command = new UpdateCommand({
        TableName: tableName,
        Key: activityKey(integrationId),
        UpdateExpression:
          "SET schemaVersion = :one, lastReconciledAt = :at, expiresAt = :expiresAt ADD missedEvents :missed",
        ExpressionAttributeValues: {
          ":one": 1,
          ":at": at.toISOString(),
          ":expiresAt": daysAfter(at, DAYS_KEPT),
          ":missed": missedEvents,
        },
      });
      await translated("dynamodb", () => client.send(command));
    },
    async forget(integrationId) {
      for (const { month } of await usage(integrationId, MAX_MONTHS)) {
        await remove(monthKey(integrationId, month));
      }
      await remove(activityKey(integrationId));
    },
  };
}
