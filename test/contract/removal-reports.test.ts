import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createDynamoRemovalReportStore } from "../../adapters/aws/dynamo-removal-report-store.ts";
import { NOTHING_PURGED } from "../../core/integrations/removal-port.ts";
import { openTestTable, type TestTable } from "../fixtures/dynalite-table.ts";
import { memoryRemovals } from "../fixtures/memory-removals.ts";
import { describeRemovalReportStore } from "./removal-report-store-suite.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(async () => {
  await table.close();
});

describeRemovalReportStore("reports of removals in DynamoDB", () =>
  Promise.resolve(createDynamoRemovalReportStore(table.client, table.tableName)),
);
describeRemovalReportStore("reports of removals in memory", () =>
  Promise.resolve(memoryRemovals()),
);

test("DynamoDB may forget a report 90 days after its last change", async () => {
  const store = createDynamoRemovalReportStore(table.client, table.tableName);
  const startedAt = "2026-11-22T12:00:00.000Z";
  const updatedAt = "2026-11-23T12:00:00.000Z";
  await store.put({ integrationId: "old", version: 0, startedAt, updatedAt, ...NOTHING_PURGED });
  const Key = { PK: "INTEGRATION#old", SK: "REMOVAL" };
  const { Item } = await table.client.send(new GetCommand({ TableName: table.tableName, Key }));
  expect(Item?.["expiresAt"]).toBe(Date.parse(updatedAt) / 1000 + 90 * 86_400);
});
