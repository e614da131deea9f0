import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { CustomResourceResponse } from "../../core/contract/custom-resource.ts";
import type { SetupRequestStore } from "../../core/integrations/setup-port.ts";
import { awsErrorName, translated } from "./aws-errors.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { setupDeletedKey, setupRequestKey } from "./table-keys.ts";
import { daysAfter } from "./time-to-live.ts";

/** SNS repeats a message for a day at most, a person an operation for longer. */
const REQUEST_DAYS = 30;
/** A Create that comes after its stack's Delete is late by hours, not by months. */
const DELETED_DAYS = 90;

const RequestItem = z.object({
  answer: z
    .object({
      Status: z.enum(["SUCCESS", "FAILED"]),
      Reason: z.string().exactOptional(),
      PhysicalResourceId: z.string(),
      StackId: z.string(),
      RequestId: z.string(),
      LogicalResourceId: z.string(),
    } satisfies Record<keyof CustomResourceResponse, z.ZodType>)
    .exactOptional(),
});
const DeletedItem = z.object({ sentAt: z.iso.datetime() });

/** CloudFormation's requests in the table of docs/adr/0002-data-model.md. */
export function createDynamoSetupRequestStore(
  client: DynamoDBDocumentClient,
  tableName: string,
): SetupRequestStore {
  return {
    async take(key, owner, now, leaseUntil) {
      try {
        const { Attributes } = await translated("dynamodb", () =>
          client.send(
            new UpdateCommand({
              TableName: tableName,
              Key: setupRequestKey(key),
              UpdateExpression:
                "SET leaseOwner = :owner, leaseUntil = :until, expiresAt = :expiresAt, schemaVersion = :one",
              // ISO 8601 in UTC sorts as text. The owner's own write may be repeated by the SDK.
              ConditionExpression:
                "attribute_not_exists(leaseOwner) OR leaseOwner = :owner OR leaseUntil < :now",
              ExpressionAttributeValues: {
                ":owner": owner,
                ":until": leaseUntil.toISOString(),
                ":now": now.toISOString(),
                ":expiresAt": daysAfter(now, REQUEST_DAYS),
                ":one": 1,
              },
              ReturnValues: "ALL_NEW",
            }),
          ),
        );
        return { kind: "taken", ...RequestItem.parse(Attributes) };
      } catch (error) {
        if (awsErrorName(error) === "ConditionalCheckFailedException") return { kind: "busy" };
        throw error;
      }
    },
    async decide(key, owner, answer) {
      return conditionalWrite(() =>
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: setupRequestKey(key),
            UpdateExpression: "SET answer = :answer",
            ConditionExpression: "leaseOwner = :owner",
            ExpressionAttributeValues: { ":answer": answer, ":owner": owner },
          }),
        ),
      );
    },
    async release(key, owner) {
      await conditionalWrite(() =>
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: setupRequestKey(key),
            UpdateExpression: "REMOVE leaseOwner, leaseUntil",
            ConditionExpression: "leaseOwner = :owner",
            ExpressionAttributeValues: { ":owner": owner },
          }),
        ),
      );
    },
    async markDeleted(stackId, sentAt) {
      await conditionalWrite(() =>
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: setupDeletedKey(stackId),
            UpdateExpression: "SET sentAt = :sentAt, expiresAt = :expiresAt, schemaVersion = :one",
            ConditionExpression: "attribute_not_exists(sentAt) OR sentAt < :sentAt",
            ExpressionAttributeValues: {
              ":sentAt": sentAt.toISOString(),
              ":expiresAt": daysAfter(sentAt, DELETED_DAYS),
              ":one": 1,
            },
          }),
        ),
      );
    },
    async deletedAt(stackId) {
      const { Item } = await translated("dynamodb", () =>
        client.send(
          new GetCommand({
            TableName: tableName,
            Key: setupDeletedKey(stackId),
            ConsistentRead: true,
          }),
        ),
      );
      return Item === undefined ? undefined : new Date(DeletedItem.parse(Item).sentAt);
    },
  };
}
