import { afterAll, beforeAll } from "@jest/globals";
import { createDynamoCheckReportStore } from "../../adapters/aws/dynamo-check-report-store.ts";
import { openTestTable, type TestTable } from "../fixtures/dynalite-table.ts";
import { memoryCheckReports } from "../fixtures/memory-check-reports.ts";
import { describeCheckReportStore } from "./check-report-store-suite.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(async () => {
  await table.close();
});

describeCheckReportStore("check reports in DynamoDB", () =>
  Promise.resolve(createDynamoCheckReportStore(table.client, table.tableName)),
);
describeCheckReportStore("check reports in memory", () => Promise.resolve(memoryCheckReports()));
