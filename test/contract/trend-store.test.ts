import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createDynamoTrendStore } from "../../adapters/aws/dynamo-trend-store.ts";
import type { TrendEntry, TrendStore } from "../../core/images/trend.ts";
import { openTestTable, type TestTable } from "../fixtures/dynalite-table.ts";

let table: TestTable;
let store: TrendStore;
beforeAll(async () => {
  table = await openTestTable();
  store = createDynamoTrendStore(table.client, table.tableName);
});
afterAll(async () => {
  await table.close();
});

function entry(day: string, images: number, time = "12:00:00.000Z"): TrendEntry {
  const vulnerabilities = { critical: 1, high: 2, medium: 3, low: 4, unspecified: 5 };
  return { day, images, vulnerabilities, asOf: `${day}T${time}` };
}

describe("numbers by day in DynamoDB", () => {
  test("are listed from a day on, with the last one before it", async () => {
    for (const day of ["2026-02-01", "2026-02-10", "2026-03-01", "2026-03-02"]) {
      await store.put("acme", entry(day, 1));
    }
    await store.put("other", entry("2026-03-03", 9));
    const days = async (first: string) => (await store.since("acme", first)).map(({ day }) => day);
    expect(await days("2026-02-20")).toEqual(["2026-02-10", "2026-03-01", "2026-03-02"]);
    expect(await days("2026-03-01")).toEqual(["2026-03-01", "2026-03-02"]);
    expect(await days("2026-04-01")).toEqual(["2026-03-02"]);
    expect(await days("2026-01-01")).toHaveLength(4);
    expect(await store.since("nobody", "2026-01-01")).toEqual([]);
  });

  test("the last of a day stays, whoever writes later", async () => {
    await store.put("day", entry("2026-03-01", 1, "10:00:00.000Z"));
    await store.put("day", entry("2026-03-01", 3, "12:00:00.000Z"));
    await store.put("day", entry("2026-03-01", 2, "11:00:00.000Z"));
    expect(await store.since("day", "2026-03-01")).toEqual([
      entry("2026-03-01", 3, "12:00:00.000Z"),
    ]);
  });

  test("may be forgotten when no trend is that long", async () => {
    await store.put("old", entry("2026-03-01", 1));
    const Key = { PK: "ORG#old", SK: "TREND#2026-03-01" };
    const { Item } = await table.client.send(new GetCommand({ TableName: table.tableName, Key }));
    expect(Item?.["expiresAt"]).toBe(Date.parse("2026-03-01T12:00:00Z") / 1000 + 430 * 86_400);
  });
});
