import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { IntegrationActivity } from "../../core/integrations/activity-port.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { activityKey } from "./table-keys.ts";
import { daysAfter } from "./time-to-live.ts";

/** A time that is younger than this stays as it is: people read it, and bursts are long. */
const MINUTE_MILLISECONDS = 60_000;
/** Integrations that one process remembers: a refused write costs as much as one that is done. */
const MAX_REMEMBERED = 1000;

/** A time of an integration's activity that moves on by a minute at least. */
type ActivityTime = keyof Pick<IntegrationActivity, "lastEventAt" | "lastPullAt">;

/** Moves a time of an integration's activity on; never back, and not within a minute. */
export function createActivityTimes(
  client: DynamoDBDocumentClient,
  tableName: string,
  daysKept: number,
): (integrationId: string, time: ActivityTime, at: Date) => Promise<void> {
  /** What this process wrote last: what is stored is as late, or later. */
  const written = new Map<string, number>();

  return async (integrationId, time, at) => {
    const name = `${time} ${integrationId}`;
    const last = written.get(name);
    if (last !== undefined && at.getTime() - last < MINUTE_MILLISECONDS) return;
    const command = new UpdateCommand({
      TableName: tableName,
      Key: activityKey(integrationId),
      UpdateExpression: "SET schemaVersion = :one, #time = :at, expiresAt = :expiresAt",
      // ISO 8601 in UTC sorts as text.
      ConditionExpression: "attribute_not_exists(#time) OR #time <= :minuteBefore",
      ExpressionAttributeNames: { "#time": time },
      ExpressionAttributeValues: {
        ":one": 1,
        ":at": at.toISOString(),
        ":minuteBefore": new Date(at.getTime() - MINUTE_MILLISECONDS).toISOString(),
        ":expiresAt": daysAfter(at, daysKept),
      },
    });
    if (!(await conditionalWrite(() => client.send(command)))) return;
    written.delete(name);
    const [oldest] = written.keys();
    if (written.size >= MAX_REMEMBERED && oldest !== undefined) written.delete(oldest);
    written.set(name, at.getTime());
  };
}
