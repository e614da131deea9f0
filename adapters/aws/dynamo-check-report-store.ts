import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
} from "@aws-sdk/lib-dynamodb";
import { CheckReport } from "../../core/contract/check-report.ts";
import type { CheckReportStore } from "../../core/integrations/check-port.ts";
import { translated } from "./aws-errors.ts";
import { checkKey } from "./table-keys.ts";
import { daysAfter } from "./time-to-live.ts";

/** Of an integration that is checked daily the report is younger; that of a removed one goes. */
const DAYS_KEPT = 400;

/** The last report of each integration, in the table of docs/adr/0002-data-model.md. */
export function createDynamoCheckReportStore(
  client: DynamoDBDocumentClient,
  tableName: string,
): CheckReportStore {
  return {
    async get(integrationId) {
      const command = new GetCommand({
        TableName: tableName,
        Key: checkKey(integrationId),
        ConsistentRead: true,
      });
      const { Item } = await translated("dynamodb", () => client.send(command));
      return Item === undefined ? undefined : CheckReport.parse(Item);
    },
    async put(report) {
      const Item = {
        ...checkKey(report.integrationId),
        schemaVersion: 1,
        ...report,
        expiresAt: daysAfter(new Date(report.checkedAt), DAYS_KEPT),
      };
      await translated("dynamodb", () =>
        client.send(new PutCommand({ TableName: tableName, Item })),
      );
    },
    async forget(integrationId) {
      const command = new DeleteCommand({ TableName: tableName, Key: checkKey(integrationId) });
      await translated("dynamodb", () => client.send(command));
    },
  };
}
