import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { Retention } from "../../core/contract/retention.ts";
import type { RepositoryKey } from "../../core/images/image-store.ts";
import type {
  RepositoryPatch,
  RepositoryRecord,
  RepositoryStore,
} from "../../core/images/repository-store.ts";
import { translated } from "./aws-errors.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { cursorOf, startKey } from "./page-cursor.ts";
import { organizationPartition, REPOSITORY_PREFIX, repositoryKey } from "./table-keys.ts";
import { updateExpression } from "./update-expression.ts";

const RepositoryItem = z.object({
  organizationId: z.string(),
  registry: z.string(),
  repository: z.string(),
  integrationId: z.string(),
  activated: z.boolean(),
  firstSeenAt: z.string(),
  activatedAt: z.string().exactOptional(),
  purgedAt: z.string().exactOptional(),
  retention: Retention.exactOptional(),
} satisfies Record<keyof RepositoryRecord, z.ZodType>);

/** Repositories in the table of docs/adr/0002-data-model.md. */
export function createDynamoRepositoryStore(
  client: DynamoDBDocumentClient,
  tableName: string,
): RepositoryStore {
  async function update(key: RepositoryKey, patch: RepositoryPatch): Promise<boolean> {
    const changes = updateExpression({ ...patch, schemaVersion: 1 });
    return conditionalWrite(() =>
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: repositoryKey(key),
          ...changes,
          ConditionExpression: "attribute_exists(PK)",
        }),
      ),
    );
  }

  return {
    update,
    async get(key) {
      const { Item } = await translated("dynamodb", () =>
        client.send(
          new GetCommand({ TableName: tableName, Key: repositoryKey(key), ConsistentRead: true }),
        ),
      );
      return Item === undefined ? undefined : RepositoryItem.parse(Item);
    },
    async ensure(repository) {
      await conditionalWrite(() =>
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: toItem(repository),
            ConditionExpression: "attribute_not_exists(PK)",
          }),
        ),
      );
    },
    async remove(key) {
      await translated("dynamodb", () =>
        client.send(new DeleteCommand({ TableName: tableName, Key: repositoryKey(key) })),
      );
    },
    async list(organizationId, options) {
      const partition = organizationPartition(organizationId);
      const output = await translated("dynamodb", () =>
        client.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: "PK = :partition AND begins_with(SK, :prefix)",
            ExpressionAttributeValues: { ":partition": partition, ":prefix": REPOSITORY_PREFIX },
            Limit: options.limit,
            ConsistentRead: true,
            ExclusiveStartKey: startKey(partition, REPOSITORY_PREFIX, options.cursor),
          }),
        ),
      );
      return {
        items: (output.Items ?? []).map((item) => RepositoryItem.parse(item)),
        nextCursor: cursorOf(output.LastEvaluatedKey),
      };
    },
  };
}

function toItem(repository: RepositoryRecord): Record<string, unknown> {
  return { ...repositoryKey(repository), schemaVersion: 1, ...RepositoryItem.parse(repository) };
}
