import * as z from "zod";
import { AwsError, type Document, type Value } from "../service.ts";
import type { DynamoEngine } from "./engine.ts";

const described = z.object({
  Table: z.object({ KeySchema: z.array(z.object({ AttributeName: z.string() })) }),
});

/** The key of the item that a write is about: given, or taken from the item itself. */
async function keyOf(engine: DynamoEngine, input: Document): Promise<Value> {
  const { Item, TableName } = input;
  if (typeof Item !== "object" || Item === null || Array.isArray(Item)) return input["Key"];
  const { Table } = described.parse(await engine.call("DescribeTable", { TableName }));
  const item = Item as Document;
  return Object.fromEntries(
    Table.KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]),
  );
}

/**
 * Does a write, and adds to a failed condition the item that failed it where
 * ReturnValuesOnConditionCheckFailure asks for it: dynalite does not know that member.
 * No other write may come between.
 *
 * @throws AwsError as the engine's, ConditionalCheckFailedException with `Item`.
 */
export async function withFailedItem(
  engine: DynamoEngine,
  operation: string,
  { ReturnValuesOnConditionCheckFailure: wanted, ...input }: Document,
): Promise<Document> {
  try {
    return await engine.call(operation, input);
  } catch (error) {
    const failed = error instanceof AwsError && error.code === "ConditionalCheckFailedException";
    if (!failed || wanted !== "ALL_OLD") throw error;
    const Key = await keyOf(engine, input);
    const { TableName } = input;
    const { Item } = await engine.call("GetItem", { TableName, Key, ConsistentRead: true });
    throw new AwsError(error.code, error.message, error.status, {
      members: Item === undefined ? {} : { Item },
    });
  }
}
