import {
  BatchGetCommand,
  type BatchGetCommandOutput,
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { TransientError } from "../../core/errors.ts";
import type { RepositoryKey, TagStore } from "../../core/images/image-store.ts";
import { translated } from "./aws-errors.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { tagKey } from "./table-keys.ts";

/** BatchGetItem takes so many keys. */
const BATCH_SIZE = 100;
/** Rounds for what DynamoDB left unprocessed, before the message waits for its turn again. */
const MAX_ROUNDS = 4;

const TagItem = z.object({ tag: z.string(), digest: z.string() });

/** Tags in the table of docs/adr/0002-data-model.md. */
export function createDynamoTagStore(client: DynamoDBDocumentClient, tableName: string): TagStore {
  return {
    async digestsOf(repository, tags) {
      const digests = new Map<string, string>();
      for (let start = 0; start < tags.length; start += BATCH_SIZE) {
        const batch = tags.slice(start, start + BATCH_SIZE);
        for (const { tag, digest } of await readBatch(client, tableName, repository, batch)) {
          digests.set(tag, digest);
        }
      }
      return digests;
    },
    async point(repository, tag, digest, seen) {
      return conditionalWrite(() =>
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...tagKey(repository, tag), schemaVersion: 1, tag, digest },
            ...(seen === undefined
              ? { ConditionExpression: "attribute_not_exists(PK)" }
              : {
                  ConditionExpression: "digest = :seen",
                  ExpressionAttributeValues: { ":seen": seen },
                }),
          }),
        ),
      );
    },
    async release(repository, tag, digest) {
      await conditionalWrite(() =>
        client.send(
          new DeleteCommand({
            TableName: tableName,
            Key: tagKey(repository, tag),
            ConditionExpression: "digest = :digest",
            ExpressionAttributeValues: { ":digest": digest },
          }),
        ),
      );
    },
  };
}

async function readBatch(
  client: DynamoDBDocumentClient,
  tableName: string,
  repository: RepositoryKey,
  tags: readonly string[],
): Promise<readonly z.infer<typeof TagItem>[]> {
  const found: z.infer<typeof TagItem>[] = [];
  let keys: Record<string, unknown>[] = tags.map((tag) => ({ ...tagKey(repository, tag) }));
  for (let round = 0; keys.length > 0 && round < MAX_ROUNDS; round++) {
    const request = { [tableName]: { Keys: keys, ConsistentRead: true } };
    const output: BatchGetCommandOutput = await translated("dynamodb", () =>
      client.send(new BatchGetCommand({ RequestItems: request })),
    );
    for (const item of output.Responses?.[tableName] ?? []) found.push(TagItem.parse(item));
    keys = output.UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  if (keys.length === 0) return found;
  throw new TransientError(
    "dynamodb-unavailable",
    "DynamoDB answered only a part of a batch, several times. It is tried again.",
  );
}
