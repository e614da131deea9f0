import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createDynamoTrendStore } from "../../adapters/aws/dynamo-trend-store.ts";
import { TABLE_NAME } from "../../local/infrastructure.ts";
import { clientSettings, OPERATOR_ACCOUNT, REGION } from "../../local/simulated-accounts.ts";

const DAY = 86_400_000;
const DAYS = 45;

/** Makes up what the organization's vulnerabilities were on the days before today. */
export async function makeUpThePast(awsEndpoint: string): Promise<void> {
  const client = new DynamoDBClient(clientSettings(awsEndpoint, OPERATOR_ACCOUNT, REGION));
  const trend = createDynamoTrendStore(DynamoDBDocumentClient.from(client), TABLE_NAME);
  for (let ago = DAYS; ago > 0; ago -= 1) {
    const end = new Date(Date.now() - ago * DAY).toISOString();
    // Releases bring some; now and then somebody updates a base image.
    const wave = Math.round(3 * Math.sin(ago / 4) + (ago % 9) / 3);
    await trend.put("demo", {
      day: end.slice(0, 10),
      asOf: end,
      images: 25 - Math.floor(ago / 4),
      vulnerabilities: {
        critical: 6 + Math.max(0, Math.round(wave / 2)),
        high: 14 + wave,
        medium: 9 + Math.round(wave / 2),
        low: 1 + (ago % 3),
        unspecified: 0,
      },
    });
  }
  client.destroy();
}
