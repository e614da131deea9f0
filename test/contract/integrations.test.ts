import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createDynamoEnrollmentStore } from "../../adapters/aws/dynamo-enrollment-store.ts";
import { createDynamoIntegrationStore } from "../../adapters/aws/dynamo-integration-store.ts";
import { createDynamoRepositoryStore } from "../../adapters/aws/dynamo-repository-store.ts";
import { openTestTable, type TestTable } from "../fixtures/dynalite-table.ts";
import { memoryEnrollments } from "../fixtures/memory-enrollments.ts";
import { memoryIntegrations } from "../fixtures/memory-integrations.ts";
import { createMemoryRepositoryStore } from "../fixtures/memory-ports.ts";
import { describeEnrollmentStore } from "./enrollment-store-suite.ts";
import { describeIntegrationStore } from "./integration-store-suite.ts";
import { describeRegistryClaims } from "./registry-claim-suite.ts";
import { describeRepositoryStore } from "./repository-store-suite.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(async () => {
  await table.close();
});

const openIntegrations = () =>
  Promise.resolve(createDynamoIntegrationStore(table.client, table.tableName));
const openRepositories = () =>
  Promise.resolve(createDynamoRepositoryStore(table.client, table.tableName));

describeIntegrationStore("integrations in DynamoDB", openIntegrations);
describeIntegrationStore("integrations in memory", () => Promise.resolve(memoryIntegrations()));
describeEnrollmentStore("enrollments in DynamoDB", () =>
  Promise.resolve(createDynamoEnrollmentStore(table.client, table.tableName)),
);
describeEnrollmentStore("enrollments in memory", () => Promise.resolve(memoryEnrollments()));
describeRegistryClaims("registries claimed in DynamoDB", openIntegrations);
describeRegistryClaims("registries claimed in memory", () => Promise.resolve(memoryIntegrations()));
describeRepositoryStore("repositories in DynamoDB", openRepositories);
describeRepositoryStore("repositories in memory", () =>
  Promise.resolve(createMemoryRepositoryStore()),
);

test("repositories in DynamoDB refuse a cursor of another list", async () => {
  const cursor = Buffer.from("IMAGE#1").toString("base64url");
  const repositories = await openRepositories();
  await expect(repositories.list("demo", { limit: 2, cursor })).rejects.toMatchObject({
    code: "invalid-cursor",
  });
});
