import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { expect, test } from "@jest/globals";
import type { Simulator } from "../../../simulator/simulator.ts";
import { clientOptions, OURS, start, stop, temporaryFolder, THEIRS } from "../start.ts";

const TableName = "scout";

function connect(simulator: Simulator) {
  return DynamoDBDocumentClient.from(new DynamoDBClient(clientOptions(simulator)));
}

async function startWithTable(directory?: string) {
  const simulator = await start(directory === undefined ? {} : { directory });
  const client = connect(simulator);
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      AttributeDefinitions: ["pk", "sk", "state"].map((AttributeName) => ({
        AttributeName,
        AttributeType: "S",
      })),
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-state",
          KeySchema: [
            { AttributeName: "state", KeyType: "HASH" },
            { AttributeName: "sk", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    }),
  );
  return { simulator, client };
}

const put = (sk: string, more: Record<string, unknown> = {}) =>
  new PutCommand({ TableName, Item: { pk: "org", sk, ...more } });

test("a table has the account's ARN and is active at once", async () => {
  const { client } = await startWithTable();
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    TableStatus: "ACTIVE",
    TableArn: `arn:aws:dynamodb:us-east-1:${THEIRS.accountId}:table/scout`,
  });
});

test("accounts do not see each other's tables", async () => {
  const { simulator } = await startWithTable();
  const other = new DynamoDBClient(clientOptions(simulator, OURS));
  expect((await other.send(new ListTablesCommand({}))).TableNames).toEqual([]);
});

test("items outlive a restart, in the table and in its index", async () => {
  const directory = await temporaryFolder();
  const { simulator, client } = await startWithTable(directory);
  await client.send(put("a", { state: "queued", count: 1 }));
  await client.send(put("b", { state: "queued" }));
  await client.send(put("b", { state: "analyzed" }));
  await stop(simulator);
  const again = connect(await start({ directory }));
  const { Item } = await again.send(new GetCommand({ TableName, Key: { pk: "org", sk: "a" } }));
  expect(Item).toEqual({ pk: "org", sk: "a", state: "queued", count: 1 });
  const { Items } = await again.send(
    new QueryCommand({
      TableName,
      IndexName: "by-state",
      KeyConditionExpression: "#state = :state",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":state": "queued" },
    }),
  );
  expect(Items?.map((item) => item["sk"] as string)).toEqual(["a"]);
});

test("pages of a query hold everything once, forwards and backwards", async () => {
  const { client } = await startWithTable();
  const keys = Array.from({ length: 25 }, (_, index) => `image#${String(index).padStart(3, "0")}`);
  await client.send(
    new BatchWriteCommand({
      RequestItems: {
        [TableName]: keys.map((sk) => ({ PutRequest: { Item: { pk: "org", sk } } })),
      },
    }),
  );
  await client.send(put("other#1"));
  for (const ScanIndexForward of [true, false]) {
    const found: string[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
          ExpressionAttributeValues: { ":pk": "org", ":prefix": "image#" },
          Limit: 10,
          ScanIndexForward,
          ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
        }),
      );
      found.push(...(page.Items ?? []).map((item) => item["sk"] as string));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    expect(found).toEqual(ScanIndexForward ? keys : [...keys].reverse());
  }
});

test("of fifty racing conditional writes one wins", async () => {
  const { client } = await startWithTable();
  await client.send(put("lease", { version: 1 }));
  const races = await Promise.allSettled(
    Array.from({ length: 50 }, (_, owner) =>
      client.send(
        new UpdateCommand({
          TableName,
          Key: { pk: "org", sk: "lease" },
          UpdateExpression: "SET version = version + :one, #owner = :owner",
          ConditionExpression: "version = :seen",
          ExpressionAttributeNames: { "#owner": "owner" },
          ExpressionAttributeValues: { ":one": 1, ":seen": 1, ":owner": owner },
        }),
      ),
    ),
  );
  expect(races.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test.each([
  ["put", put("a", { state: "new" })],
  [
    "update",
    new UpdateCommand({
      TableName,
      Key: { pk: "org", sk: "a" },
      UpdateExpression: "SET seen = :now",
      ExpressionAttributeValues: { ":now": 1 },
    }),
  ],
])("a failed condition of a %s is answered with the item that failed it", async (_, command) => {
  const { client } = await startWithTable();
  await client.send(put("a", { state: "old" }));
  Object.assign(command.input, {
    ConditionExpression: "attribute_not_exists(pk)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  await expect(client.send(command as PutCommand)).rejects.toMatchObject({
    name: "ConditionalCheckFailedException",
    Item: { pk: { S: "org" }, sk: { S: "a" }, state: { S: "old" } },
  });
});

test("what the embedded engine does not do is refused by name", async () => {
  const { client } = await startWithTable();
  await expect(
    client.send(
      new TransactWriteItemsCommand({
        TransactItems: [{ Put: { TableName, Item: { pk: { S: "a" }, sk: { S: "b" } } } }],
      }),
    ),
  ).rejects.toMatchObject({
    name: "UnknownOperationException",
    message: "The simulator does not do DynamoDB_20120810.TransactWriteItems",
  });
  await expect(
    client.send(
      new CreateTableCommand({
        TableName: "streams",
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        BillingMode: "PAY_PER_REQUEST",
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
      }),
    ),
  ).rejects.toMatchObject({
    name: "ValidationException",
    message: "The simulator does not do StreamSpecification of CreateTable",
  });
});
