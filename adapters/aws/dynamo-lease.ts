import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { ImageStore, LeaseResult } from "../../core/images/image-store.ts";
import type { ImageKey } from "../../core/images/port.ts";
import { awsErrorName, translated } from "./aws-errors.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { toStoredImage } from "./image-item.ts";
import { imageKey } from "./table-keys.ts";

const LeaseItem = z.object({ leaseExpiresAt: z.iso.datetime() });

/** The part of the image store that gives an image to one analysis at a time. */
export function createLeasing(
  client: DynamoDBDocumentClient,
  tableName: string,
): Pick<ImageStore, "acquireLease" | "renewLease"> {
  return {
    async acquireLease(image, { owner, now, expiresAt }) {
      try {
        const { Attributes } = await translated("dynamodb", () =>
          client.send(
            new UpdateCommand({
              TableName: tableName,
              Key: imageKey(image),
              UpdateExpression: ACQUIRE,
              // ISO 8601 in UTC sorts as text.
              ConditionExpression: "attribute_not_exists(leaseOwner) OR leaseExpiresAt < :now",
              ExpressionAttributeNames: { "#state": "state" },
              ExpressionAttributeValues: {
                ":organizationId": image.organizationId,
                ":registry": image.registry,
                ":repository": image.repository,
                ":digest": image.digest,
                ":integrationId": image.integrationId,
                ":owner": owner,
                ":expiresAt": expiresAt.toISOString(),
                ":now": now.toISOString(),
                ":queued": "queued",
                ":none": [],
                ":one": 1,
              },
              ReturnValues: "ALL_NEW",
            }),
          ),
        );
        return { kind: "acquired", image: toStoredImage(Attributes) };
      } catch (error) {
        if (awsErrorName(error) !== "ConditionalCheckFailedException") throw error;
        return busy(client, tableName, image, now);
      }
    },
    async renewLease(key, owner, expiresAt) {
      return conditionalWrite(() =>
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: imageKey(key),
            UpdateExpression: "SET leaseExpiresAt = :expiresAt",
            ConditionExpression: "leaseOwner = :owner",
            ExpressionAttributeValues: { ":expiresAt": expiresAt.toISOString(), ":owner": owner },
          }),
        ),
      );
    },
  };
}

/** Creates the record where there is none, and leaves everything but the lease where there is. */
const ACQUIRE = [
  "SET leaseOwner = :owner, leaseExpiresAt = :expiresAt, integrationId = :integrationId",
  "schemaVersion = if_not_exists(schemaVersion, :one)",
  "organizationId = if_not_exists(organizationId, :organizationId)",
  "registry = if_not_exists(registry, :registry)",
  "repository = if_not_exists(repository, :repository)",
  "digest = if_not_exists(digest, :digest)",
  "#state = if_not_exists(#state, :queued)",
  "tags = if_not_exists(tags, :none)",
  "indexDigests = if_not_exists(indexDigests, :none) ADD version :one",
].join(", ");

/** Until when the other one holds it; the embedded DynamoDB does not return that with the refusal. */
async function busy(
  client: DynamoDBDocumentClient,
  tableName: string,
  key: ImageKey,
  now: Date,
): Promise<LeaseResult> {
  const { Item } = await translated("dynamodb", () =>
    client.send(
      new GetCommand({
        TableName: tableName,
        Key: imageKey(key),
        ConsistentRead: true,
        ProjectionExpression: "leaseExpiresAt",
      }),
    ),
  );
  // Released meanwhile: it may be tried again at once.
  const lease = LeaseItem.safeParse(Item);
  return { kind: "busy", expiresAt: lease.success ? new Date(lease.data.leaseExpiresAt) : now };
}
