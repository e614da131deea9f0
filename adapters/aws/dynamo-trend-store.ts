import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { TREND_DAYS, TrendDay } from "../../core/contract/api-overview.ts";
import type { TrendEntry, TrendStore } from "../../core/images/trend.ts";
import { translated } from "./aws-errors.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { organizationPartition } from "./table-keys.ts";
import { daysAfter } from "./time-to-live.ts";

const PREFIX = "TREND#";

/** Longer than the longest trend, whose first days need the one before. */
const DAYS_KEPT = TREND_DAYS + 30;

const TrendItem = TrendDay.extend({ asOf: z.string() });

/** Numbers by day, in the table of docs/adr/0002-data-model.md. */
export function createDynamoTrendStore(
  client: DynamoDBDocumentClient,
  tableName: string,
): TrendStore {
  async function query(
    organizationId: string,
    from: string,
    to: string,
    last: boolean,
  ): Promise<readonly TrendEntry[]> {
    const command = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "PK = :partition AND SK BETWEEN :from AND :to",
      ExpressionAttributeValues: {
        ":partition": organizationPartition(organizationId),
        ":from": `${PREFIX}${from}`,
        ":to": `${PREFIX}${to}`,
      },
      // All that is kept of an organization is a tenth of a page of the table.
      ...(last ? { ScanIndexForward: false, Limit: 1 } : {}),
    });
    const { Items = [] } = await translated("dynamodb", () => client.send(command));
    return Items.map((item) => TrendItem.parse(item));
  }

  return {
    async put(organizationId, entry) {
      const command = new PutCommand({
        TableName: tableName,
        Item: {
          PK: organizationPartition(organizationId),
          SK: `${PREFIX}${entry.day}`,
          schemaVersion: 1,
          ...entry,
          expiresAt: daysAfter(new Date(entry.asOf), DAYS_KEPT),
        },
        ConditionExpression: "attribute_not_exists(PK) OR asOf < :asOf",
        ExpressionAttributeValues: { ":asOf": entry.asOf },
      });
      await conditionalWrite(() => client.send(command));
    },
    async since(organizationId, first) {
      const [known, before] = await Promise.all([
        query(organizationId, first, "9999", false),
        query(organizationId, "0000", first, true),
      ]);
      return [...before.filter(({ day }) => day < first), ...known];
    },
  };
}
