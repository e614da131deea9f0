import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Page } from "../../core/contract/page.ts";
import type {
  FindingsPatch,
  ImagePatch,
  ImageStore,
  RepositoryKey,
  StoredImage,
} from "../../core/images/image-store.ts";
import type { ImageKey, ImageRecord } from "../../core/images/port.ts";
import { translated } from "./aws-errors.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { createLeasing } from "./dynamo-lease.ts";
import { toStoredImage } from "./image-item.ts";
import { cursorOf, startKey } from "./page-cursor.ts";
import { IMAGE_PREFIX, imageKey, repositoryPartition } from "./table-keys.ts";
import { timeToLive } from "./time-to-live.ts";
import { updateExpression } from "./update-expression.ts";

/** Images in the table of docs/adr/0002-data-model.md. */
export function createDynamoImageStore(
  client: DynamoDBDocumentClient,
  tableName: string,
): ImageStore {
  async function get(key: ImageKey): Promise<StoredImage | undefined> {
    const { Item } = await translated("dynamodb", () =>
      client.send(
        new GetCommand({ TableName: tableName, Key: imageKey(key), ConsistentRead: true }),
      ),
    );
    return Item === undefined ? undefined : toStoredImage(Item);
  }

  return {
    get,
    ...createLeasing(client, tableName),
    async markQueued(image, seenVersion) {
      const fields = {
        ...firstFields(image),
        ...(image.kind === undefined ? {} : { kind: image.kind }),
        state: "queued",
        stateReason: null,
        expiresAt: null,
        ...(seenVersion === undefined ? { tags: [], indexDigests: [] } : {}),
      };
      const update = updateExpression(fields, "version");
      return conditionalWrite(() =>
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: imageKey(image),
            ...update,
            ConditionExpression:
              seenVersion === undefined ? "attribute_not_exists(PK)" : "#increment = :seenVersion",
            ExpressionAttributeValues: {
              ...update.ExpressionAttributeValues,
              ...(seenVersion === undefined ? {} : { ":seenVersion": seenVersion }),
            },
          }),
        ),
      );
    },
    async update(key, owner, patch, { release, expiresAt }) {
      const update = updateExpression(
        {
          ...patch,
          expiresAt: expiresAt === undefined ? null : timeToLive(expiresAt),
          ...(release ? { leaseOwner: null, leaseExpiresAt: null } : {}),
        } satisfies ImagePatch & Record<string, unknown>,
        "version",
      );
      return conditionalWrite(() =>
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: imageKey(key),
            UpdateExpression: update.UpdateExpression,
            ConditionExpression: "#leaseOwner = :owner",
            ExpressionAttributeNames: {
              ...update.ExpressionAttributeNames,
              "#leaseOwner": "leaseOwner",
            },
            ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ":owner": owner },
          }),
        ),
      );
    },
    async discard(key, owner) {
      await conditionalWrite(() =>
        client.send(
          new DeleteCommand({
            TableName: tableName,
            Key: imageKey(key),
            ConditionExpression: "leaseOwner = :owner",
            ExpressionAttributeValues: { ":owner": owner },
          }),
        ),
      );
    },
    async saveFindings(key, findings) {
      return saveFindings(client, tableName, key, findings);
    },
    async list(repository, options) {
      return list(client, tableName, repository, options);
    },
  };
}

/** Attributes of a record that is written for the first time. */
export function firstFields(
  image: ImageKey & Pick<ImageRecord, "integrationId">,
): Record<string, unknown> {
  const { organizationId, registry, repository, digest, integrationId } = image;
  return { schemaVersion: 1, organizationId, registry, repository, digest, integrationId };
}

async function saveFindings(
  client: DynamoDBDocumentClient,
  tableName: string,
  key: ImageKey,
  { findingsKey, assessed, vulnerabilities }: FindingsPatch,
): Promise<boolean> {
  const update = updateExpression({ findingsKey, assessed, vulnerabilities }, "version");
  return conditionalWrite(() =>
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: imageKey(key),
        UpdateExpression: update.UpdateExpression,
        ConditionExpression: "#state = :analyzed",
        ExpressionAttributeNames: { ...update.ExpressionAttributeNames, "#state": "state" },
        ExpressionAttributeValues: {
          ...update.ExpressionAttributeValues,
          ":analyzed": "analyzed",
        },
      }),
    ),
  );
}

async function list(
  client: DynamoDBDocumentClient,
  tableName: string,
  repository: RepositoryKey,
  options: { readonly limit: number; readonly cursor?: string },
): Promise<Page<ImageRecord>> {
  const partition = repositoryPartition(repository);
  const output = await translated("dynamodb", () =>
    client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: "PK = :partition AND begins_with(SK, :prefix)",
        ExpressionAttributeValues: { ":partition": partition, ":prefix": IMAGE_PREFIX },
        Limit: options.limit,
        ExclusiveStartKey: startKey(partition, IMAGE_PREFIX, options.cursor),
      }),
    ),
  );
  return {
    items: (output.Items ?? []).map(toStoredImage),
    nextCursor: cursorOf(output.LastEvaluatedKey),
  };
}
