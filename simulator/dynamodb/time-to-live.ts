import * as z from "zod";
import type { Collection } from "../state/collection.ts";
import { AwsError, type Document } from "../service.ts";
import type { DynamoEngine } from "./engine.ts";

const updateInput = z.object({
  TableName: z.string(),
  TimeToLiveSpecification: z.object({
    AttributeName: z.string().min(1).max(255),
    Enabled: z.boolean(),
  }),
});
const described = z.object({
  Table: z.object({ KeySchema: z.array(z.object({ AttributeName: z.string() })) }),
});
const item = z.record(z.string(), z.json());
const page = z.object({ Items: z.array(item), LastEvaluatedKey: item.optional() });

/** Items that are older than this are never deleted by their time to live. */
const OLDEST_SECONDS = 5 * 365 * 24 * 3600;

/** Which attribute of which table holds when an item ends; dynalite has no time to live. */
export interface TimeToLiveSettings {
  /** By `<account>/<table>`: the attribute's name. */
  readonly attributes: Collection<string>;
  readonly accountId: string;
}

/**
 * UpdateTimeToLive.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
 *
 * @throws AwsError ResourceNotFoundException, ValidationException
 */
export async function updateTimeToLive(
  engine: DynamoEngine,
  { attributes, accountId }: TimeToLiveSettings,
  input: Document,
): Promise<Document> {
  const parsed = updateInput.safeParse(input);
  if (!parsed.success) {
    throw new AwsError("ValidationException", "UpdateTimeToLive needs a table, attribute and word");
  }
  const { TableName, TimeToLiveSpecification } = parsed.data;
  await engine.call("DescribeTable", { TableName });
  const key = `${accountId}/${TableName}`;
  const { Enabled, AttributeName } = TimeToLiveSpecification;
  if (Enabled === (attributes.get(key) !== undefined)) {
    const state = Enabled ? "enabled" : "disabled";
    throw new AwsError("ValidationException", `TimeToLive is already ${state}`);
  }
  if (Enabled) attributes.put(key, AttributeName);
  else attributes.delete(key);
  return { TimeToLiveSpecification };
}

/** DescribeTimeToLive. @throws AwsError ResourceNotFoundException */
export async function describeTimeToLive(
  engine: DynamoEngine,
  { attributes, accountId }: TimeToLiveSettings,
  input: Document,
): Promise<Document> {
  const { TableName } = z.object({ TableName: z.string().default("") }).parse(input);
  await engine.call("DescribeTable", { TableName });
  const AttributeName = attributes.get(`${accountId}/${TableName}`);
  return {
    TimeToLiveDescription:
      AttributeName === undefined
        ? { TimeToLiveStatus: "DISABLED" }
        : { TimeToLiveStatus: "ENABLED", AttributeName },
  };
}

/** DeleteTable takes the setting with it. */
export async function deleteTable(
  engine: DynamoEngine,
  { attributes, accountId }: TimeToLiveSettings,
  input: Document,
): Promise<Document> {
  const output = await engine.call("DeleteTable", input);
  const { TableName } = input;
  if (typeof TableName === "string") attributes.delete(`${accountId}/${TableName}`);
  return output;
}

/**
 * Deletes a table's expired items. In AWS that takes up to some days: until then they are read.
 * An item that was prolonged meanwhile stays.
 */
export async function deleteExpired(
  engine: DynamoEngine,
  TableName: string,
  attribute: string,
  now: Date,
): Promise<void> {
  const { Table } = described.parse(await engine.call("DescribeTable", { TableName }));
  const seconds = Math.floor(now.getTime() / 1000);
  const names = { "#end": attribute };
  const values = {
    ":now": { N: String(seconds) },
    ":oldest": { N: String(seconds - OLDEST_SECONDS) },
  };
  const condition = "#end < :now AND #end > :oldest";
  let ExclusiveStartKey: z.output<typeof item> | undefined;
  do {
    const { Items, LastEvaluatedKey } = page.parse(
      await engine.call("Scan", {
        TableName,
        FilterExpression: condition,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
      }),
    );
    for (const expired of Items) {
      const Key = Object.fromEntries(
        Table.KeySchema.map(({ AttributeName }) => [AttributeName, expired[AttributeName]]),
      );
      await engine
        .call("DeleteItem", {
          TableName,
          Key,
          ConditionExpression: condition,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
        })
        .catch((error: unknown) => {
          if (!(error instanceof AwsError)) throw error;
        });
    }
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
}
