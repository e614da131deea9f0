import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { expect, test } from "@jest/globals";
import { createDynamoDb } from "../../../simulator/dynamodb/dynamodb-service.ts";
import { Authorizer } from "../../../simulator/iam/authorizer.ts";
import { IamStore } from "../../../simulator/iam/iam-store.ts";
import type { Document } from "../../../simulator/service.ts";
import { openDatabase } from "../../../simulator/state/database.ts";
import { SessionStore } from "../../../simulator/sts/session.ts";
import { clientOptions, REGION, start, temporaryFolder, THEIRS } from "../start.ts";

const TableName = "events";
const TABLE = {
  TableName,
  BillingMode: "PAY_PER_REQUEST" as const,
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" as const }],
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" as const }],
};
const ENABLE = {
  TableName,
  TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
};

test("a table says whether its items have a time to live", async () => {
  const client = new DynamoDBClient(clientOptions(await start()));
  const describe = async () =>
    (await client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
  await expect(client.send(new UpdateTimeToLiveCommand(ENABLE))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  await client.send(new CreateTableCommand(TABLE));
  expect(await describe()).toEqual({ TimeToLiveStatus: "DISABLED" });
  await client.send(new UpdateTimeToLiveCommand(ENABLE));
  expect(await describe()).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expires" });
  await expect(client.send(new UpdateTimeToLiveCommand(ENABLE))).rejects.toMatchObject({
    name: "ValidationException",
    message: "TimeToLive is already enabled",
  });
  await client.send(new DeleteTableCommand({ TableName }));
  await client.send(new CreateTableCommand(TABLE));
  expect(await describe()).toEqual({ TimeToLiveStatus: "DISABLED" });
});

test("expired items go, the others stay", async () => {
  const database = openDatabase(await temporaryFolder());
  const now = () => new Date("2026-11-21T00:00:00Z");
  const authorizer = new Authorizer(
    new IamStore(database, now),
    new SessionStore(database, now),
    now,
  );
  const directory = await temporaryFolder();
  const dynamoDb = createDynamoDb({ directory, database, authorizer, region: REGION, now });
  const arn = `arn:aws:iam::${THEIRS.accountId}:root`;
  const caller = { ...THEIRS, region: REGION, arn, principalArn: arn };
  const call = async (name: string, input: Document) =>
    dynamoDb.service.operations[name]?.(input, caller, new AbortController().signal);
  await call("CreateTable", TABLE);
  await call("UpdateTimeToLive", ENABLE);
  const seconds = now().getTime() / 1000;
  for (const [pk, expires] of [
    ["past", { N: String(seconds - 1) }],
    ["future", { N: String(seconds + 60) }],
    ["long past", { N: "1" }],
    ["text", { S: "1" }],
  ] as const) {
    await call("PutItem", { TableName, Item: { pk: { S: pk }, expires } });
  }
  await call("PutItem", { TableName, Item: { pk: { S: "none" } } });
  await dynamoDb.expire();
  const answer = (await call("Scan", { TableName })) as { Items: { pk: { S: string } }[] };
  expect(answer.Items.map(({ pk }) => pk.S).sort()).toEqual([
    "future",
    "long past",
    "none",
    "text",
  ]);
  await dynamoDb.close();
  database.close();
});
