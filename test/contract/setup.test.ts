import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { createDynamoSeenMessageStore } from "../../adapters/aws/dynamo-seen-message-store.ts";
import { createDynamoSetupRequestStore } from "../../adapters/aws/dynamo-setup-request-store.ts";
import { openTestTable, type TestTable } from "../fixtures/dynalite-table.ts";
import { memorySeenMessages, memorySetupRequests } from "../fixtures/memory-setup.ts";
import { describeSeenMessageStore } from "./seen-message-store-suite.ts";
import { describeSetupRequestStore } from "./setup-request-store-suite.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(async () => {
  await table.close();
});

const openRequests = () =>
  Promise.resolve(createDynamoSetupRequestStore(table.client, table.tableName));

describeSetupRequestStore("requests in DynamoDB", openRequests);
describeSetupRequestStore("requests in memory", () => Promise.resolve(memorySetupRequests()));
describeSeenMessageStore("messages in DynamoDB", (now) =>
  createDynamoSeenMessageStore(table.client, table.tableName, now),
);
describeSeenMessageStore("messages in memory", memorySeenMessages);

test("DynamoDB may forget a request after 30 days, a deletion after 90, a message in time", async () => {
  const at = new Date("2026-11-21T12:00:00.000Z");
  const key = { stackId: "expiring", requestId: "1" };
  const requests = await openRequests();
  await requests.take(key, "me", at, at);
  await requests.markDeleted(key.stackId, at);
  const messages = createDynamoSeenMessageStore(table.client, table.tableName, () => at);
  await messages.add("expiring", at);
  const stored = async (PK: string) => {
    const { Items } = await table.client.send(
      new QueryCommand({
        TableName: table.tableName,
        KeyConditionExpression: "PK = :partition",
        ExpressionAttributeValues: { ":partition": PK },
      }),
    );
    return (Items ?? []).map((item): [string, number] => [
      String(item["SK"]),
      Number(item["expiresAt"]) - at.getTime() / 1000,
    ]);
  };
  const day = 86_400;
  expect(await stored("SETUP#expiring")).toEqual([
    ["DELETED", 90 * day],
    ["REQUEST#1", 30 * day],
  ]);
  expect(await stored("SNS#expiring")).toEqual([["MESSAGE", 0]]);
});
