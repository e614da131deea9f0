import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { AuditLog } from "../../core/audit/port.ts";
import { AuditEntry } from "../../core/contract/api-audit.ts";
import { translated } from "./aws-errors.ts";
import { cursorOf, startKey } from "./page-cursor.ts";
import { organizationPartition } from "./table-keys.ts";
import { daysAfter } from "./time-to-live.ts";

/** A year, and time to look at what was a year ago. */
const KEEP_DAYS = 400;

/** Sort keys of entries begin with it, and go on with their time: their order is the list's. */
const PREFIX = "AUDIT#";

/** What was changed by whom, in the table of docs/adr/0002-data-model.md. */
export function createAuditLog(client: DynamoDBDocumentClient, tableName: string): AuditLog {
  return {
    async append(organizationId, entry) {
      const item = {
        PK: organizationPartition(organizationId),
        SK: `${PREFIX}${entry.at}#${entry.auditId}`,
        schemaVersion: 1,
        ...entry,
        expiresAt: daysAfter(new Date(entry.at), KEEP_DAYS),
      };
      // The same entry a second time, by the SDK's own repetition, writes the same item.
      await translated("dynamodb", () =>
        client.send(new PutCommand({ TableName: tableName, Item: item })),
      );
    },
    async list(organizationId, page) {
      const partition = organizationPartition(organizationId);
      const { Items, LastEvaluatedKey } = await translated("dynamodb", () =>
        client.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: "PK = :partition AND begins_with(SK, :prefix)",
            ExpressionAttributeValues: { ":partition": partition, ":prefix": PREFIX },
            Limit: page.limit,
            ScanIndexForward: false,
            ConsistentRead: true,
            ExclusiveStartKey: startKey(partition, PREFIX, page.cursor),
          }),
        ),
      );
      return {
        items: (Items ?? []).map((item) => AuditEntry.parse(item)),
        nextCursor: cursorOf(LastEvaluatedKey),
      };
    },
  };
}
