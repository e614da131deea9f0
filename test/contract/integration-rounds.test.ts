import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createDynamoIntegrationStore } from "../../adapters/aws/dynamo-integration-store.ts";
import { openTestTable, type TestTable } from "../fixtures/dynalite-table.ts";
import { memoryIntegrations } from "../fixtures/memory-integrations.ts";
import { describeIntegrationRounds } from "./integration-rounds-suite.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(async () => {
  await table.close();
});

const openIntegrations = (pageSize: number) =>
  createDynamoIntegrationStore(table.client, table.tableName, pageSize);

describeIntegrationRounds("all integrations in DynamoDB", (pageSize) =>
  Promise.resolve(openIntegrations(pageSize)),
);
describeIntegrationRounds("all integrations in memory", () =>
  Promise.resolve(memoryIntegrations()),
);

test("integrations in DynamoDB are listed by pages of the size that is asked for", async () => {
  const integrations = openIntegrations(2);
  const first = await integrations.listAll("a");
  expect(first.items).toHaveLength(2);
  const second = await integrations.listAll("a", first.nextCursor ?? "");
  expect(second.items).toHaveLength(2);
});

test("integrations in DynamoDB refuse a cursor of another list", async () => {
  const cursor = Buffer.from("MEMBER#1").toString("base64url");
  await expect(openIntegrations(2).listAll("0", cursor)).rejects.toMatchObject({
    code: "invalid-cursor",
  });
});
