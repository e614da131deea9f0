import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import type * as z from "zod";
import type { Page, PageQuery } from "../../core/contract/page.ts";
import { translated } from "./aws-errors.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { cursorOf, startKey } from "./page-cursor.ts";
import type { TableKey } from "./table-keys.ts";

/** Entries of one page at most, where each item is looked up by itself. */
export const MAX_LOOKUPS = 100;

/** Items of a partition whose sort keys begin alike. */
export interface ItemRange {
  readonly partition: string;
  readonly prefix: string;
}

/** The few accesses of which the stores of members consist; reads are consistent. */
export interface MemberTable {
  /** @throws ZodError when the item isn't one of ours. */
  read<T>(key: TableKey, schema: z.ZodType<T>): Promise<T | undefined>;
  /** @returns False, and nothing changed, when there is one already. */
  create(key: TableKey, item: object): Promise<boolean>;
  remove(key: TableKey): Promise<void>;
  /** In the order of the sort keys. */
  list<T>(range: ItemRange, page: PageQuery, schema: z.ZodType<T>): Promise<Page<T>>;
}

/** Items of the table of docs/adr/0002-data-model.md. */
export function createMemberTable(client: DynamoDBDocumentClient, tableName: string): MemberTable {
  return {
    async read(key, schema) {
      const { Item } = await translated("dynamodb", () =>
        client.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true })),
      );
      return Item === undefined ? undefined : schema.parse(Item);
    },
    create: (key, item) =>
      conditionalWrite(() =>
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...item, ...key, schemaVersion: 1 },
            ConditionExpression: "attribute_not_exists(PK)",
          }),
        ),
      ),
    async remove(key) {
      await translated("dynamodb", () =>
        client.send(new DeleteCommand({ TableName: tableName, Key: key })),
      );
    },
    async list({ partition, prefix }, page, schema) {
      const { Items, LastEvaluatedKey } = await translated("dynamodb", () =>
        client.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: "PK = :partition AND begins_with(SK, :prefix)",
            ExpressionAttributeValues: { ":partition": partition, ":prefix": prefix },
            Limit: page.limit,
            ConsistentRead: true,
            ExclusiveStartKey: startKey(partition, prefix, page.cursor),
          }),
        ),
      );
      const items = (Items ?? []).map((item) => schema.parse(item));
      return { items, nextCursor: cursorOf(LastEvaluatedKey) };
    },
  };
}
