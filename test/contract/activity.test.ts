import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { createDynamoActivityStore } from "../../adapters/aws/dynamo-activity-store.ts";
import { openTestTable, type TestTable } from "../fixtures/dynalite-table.ts";
import { memoryActivity } from "../fixtures/memory-activity.ts";
import { describeActivityStore } from "./activity-store-suite.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(async () => {
  await table.close();
});

/** As one process has it. */
const openActivity = () => createDynamoActivityStore(table.client, table.tableName);

describeActivityStore("activity in DynamoDB", () => Promise.resolve(openActivity()));
describeActivityStore("activity in memory", () => Promise.resolve(memoryActivity()));

test("activity in DynamoDB is one item of several processes", async () => {
  const [one, other] = [openActivity(), openActivity()];
  await one.eventCame("shared", new Date("2026-11-21T12:00:00.000Z"));
  await other.eventCame("shared", new Date("2026-11-21T12:00:59.000Z"));
  await other.eventCame("shared", new Date("2026-11-21T12:01:00.000Z"));
  await one.eventCame("shared", new Date("2026-11-21T12:01:30.000Z"));
  expect(await one.get("shared")).toMatchObject({ lastEventAt: "2026-11-21T12:01:00.000Z" });
  expect(await other.usage("shared", 1)).toMatchObject([{ events: 4 }]);
});

test("DynamoDB may forget what an integration did after 400 days", async () => {
  const at = new Date("2026-11-21T12:00:00.000Z");
  const activity = openActivity();
  await activity.eventCame("expiring", at);
  const days = async () => {
    const { Items } = await table.client.send(
      new QueryCommand({
        TableName: table.tableName,
        KeyConditionExpression: "PK = :partition",
        ExpressionAttributeValues: { ":partition": "INTEGRATION#expiring" },
      }),
    );
    return (Items ?? []).map(({ SK, expiresAt }): [unknown, number] => [
      SK,
      (Number(expiresAt) - at.getTime() / 1000) / 86_400,
    ]);
  };
  expect(await days()).toEqual([
    ["ACTIVITY", 400],
    ["MONTH#2026-11", 400],
  ]);
  await activity.reconciled("expiring", new Date(at.getTime() + 86_400_000), 0);
  expect(await days()).toEqual([
    ["ACTIVITY", 401],
    ["MONTH#2026-11", 400],
  ]);
});
