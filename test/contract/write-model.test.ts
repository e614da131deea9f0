import { afterAll, beforeAll } from "@jest/globals";
import { createDynamoImageStore } from "../../adapters/aws/dynamo-image-store.ts";
import { createDynamoTagStore } from "../../adapters/aws/dynamo-tag-store.ts";
import { openTestTable, type TestTable } from "../fixtures/dynalite-table.ts";
import { createMemoryImageStore, createMemoryTagStore } from "../fixtures/memory-image-store.ts";
import { describeImageStore } from "./image-store-suite.ts";
import { describeTagStore } from "./tag-store-suite.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(async () => {
  await table.close();
});

describeImageStore("images in DynamoDB", () =>
  Promise.resolve(createDynamoImageStore(table.client, table.tableName)),
);
describeImageStore("images in memory", () => Promise.resolve(createMemoryImageStore()));
describeTagStore("tags in DynamoDB", () =>
  Promise.resolve(createDynamoTagStore(table.client, table.tableName)),
);
describeTagStore("tags in memory", () => Promise.resolve(createMemoryTagStore()));
