import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createDynamoIntegrationStore } from "../../adapters/aws/dynamo-integration-store.ts";
import { createDynamoRepositoryStore } from "../../adapters/aws/dynamo-repository-store.ts";
import type { RepositoryStore } from "../../core/images/repository-store.ts";
import { createIntegration } from "../../core/integrations/create.ts";
import type { IntegrationStore } from "../../core/integrations/port.ts";
import { openTestTable, type TestTable } from "../fixtures/dynalite-table.ts";
import { CONNECTION } from "../fixtures/memory-ports.ts";

const NOW = new Date("2026-11-21T12:00:00.000Z");
const CONNECTED = { ...CONNECTION, connectedAt: NOW.toISOString() };

let table: TestTable;
let integrations: IntegrationStore;
let repositories: RepositoryStore;
beforeAll(async () => {
  table = await openTestTable();
  integrations = createDynamoIntegrationStore(table.client, table.tableName);
  repositories = createDynamoRepositoryStore(table.client, table.tableName);
});
afterAll(async () => {
  await table.close();
});

function create(organizationId: string) {
  return createIntegration(
    { integrations, now: () => NOW, randomBytes },
    { organizationId, activation: "selected" },
  );
}

describe("integrations in DynamoDB", () => {
  test("are found by their identifier, and listed by their organization", async () => {
    const mine = await create("mine");
    const other = await create("other");
    expect(await integrations.get(mine.integrationId)).toEqual(mine.integration);
    expect(await integrations.get("none")).toBeUndefined();
    expect(await integrations.list("mine")).toEqual([mine.integration]);
    expect(await integrations.list("other")).toEqual([other.integration]);
    expect(await integrations.list("third")).toEqual([]);
  });

  test("are not created twice", async () => {
    const { integration } = await create("twice");
    await expect(integrations.create(integration)).rejects.toMatchObject({
      code: "integration-exists",
    });
  });

  test("are connected by one stack, as often as it says so", async () => {
    const { integrationId, integration } = await create("stack");
    expect(await integrations.connect(integrationId, CONNECTED)).toBe(true);
    expect(await integrations.connect(integrationId, CONNECTED)).toBe(true);
    expect(await integrations.connect(integrationId, { ...CONNECTED, stackId: "2" })).toBe(false);
    expect(await integrations.connect("none", CONNECTED)).toBe(false);
    expect(await integrations.get("none")).toBeUndefined();
    expect(await integrations.get(integrationId)).toEqual({
      ...integration,
      status: "connected",
      connection: CONNECTED,
    });
  });
});

describe("repositories in DynamoDB", () => {
  test("are written once, and listed by pages", async () => {
    const base = {
      organizationId: "demo",
      registry: "registry.example",
      integrationId: "1",
      activated: false,
      firstSeenAt: NOW.toISOString(),
    };
    const records = ["a", "b/c", "d"].map((repository) => ({ ...base, repository }));
    for (const record of records) await repositories.ensure(record);
    await repositories.ensure({ ...base, repository: "a", activated: true });
    expect(await repositories.get({ ...base, repository: "a" })).toEqual(records[0]);
    expect(await repositories.get({ ...base, repository: "none" })).toBeUndefined();
    const first = await repositories.list("demo", { limit: 2 });
    expect(first.items).toEqual(records.slice(0, 2));
    const cursor = first.nextCursor ?? "";
    const second = await repositories.list("demo", { limit: 2, cursor });
    expect(second).toEqual({ items: records.slice(2), nextCursor: null });
  });

  test("refuse a cursor of another list", async () => {
    const cursor = Buffer.from("IMAGE#1").toString("base64url");
    await expect(repositories.list("demo", { limit: 2, cursor })).rejects.toMatchObject({
      code: "invalid-cursor",
    });
  });
});
