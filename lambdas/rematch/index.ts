import { join } from "node:path";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import middy from "@middy/core";
import { createAdvisoryPublication } from "../../adapters/aws/advisory-publication.ts";
import { createDynamoImageStore } from "../../adapters/aws/dynamo-image-store.ts";
import { createReadModelPublication } from "../../adapters/aws/read-model-publication.ts";
import { createS3BlobStore } from "../../adapters/aws/s3-blob-store.ts";
import { createSqsPostpone, createSqsQueue } from "../../adapters/aws/sqs-queue.ts";
import { openPublishedAdvisories } from "../../adapters/sqlite/published-advisories.ts";
import { READ_MODEL_SCHEMA_VERSION } from "../../adapters/sqlite/read-model-schema.ts";
import { createReadModels } from "../../adapters/sqlite/read-models.ts";
import type { RematchRequest } from "../../core/contract/advisory-messages.ts";
import type { ReadModelChange } from "../../core/contract/read-model-change.ts";
import { ecosystems } from "../../core/ecosystems/index.ts";
import { matchInventory } from "../../core/findings/match.ts";
import { imagesOfEcosystem } from "../../core/images/list.ts";
import { createLogger } from "../runtime/logger.ts";
import { ownFolder } from "../runtime/own-folder.ts";
import { RematchEnv } from "./env.ts";
import { createHandler } from "./handler.ts";

/** An ecosystem's images are looked for rarely: better wait for the newest read model. */
const READ_MODEL_PATIENCE_MILLISECONDS = 30_000;

const env = RematchEnv.parse(process.env);
const logger = createLogger("rematch");
const s3 = new S3Client({});
const sqs = new SQSClient({});

function now(): Date {
  return new Date();
}

function tenantOf(message: { readonly organizationId: string }): string {
  return message.organizationId;
}

const advisories = openPublishedAdvisories(
  createAdvisoryPublication(s3, env.ADVISORY_BUCKET_NAME),
  join(env.WORK_DIRECTORY, "advisories"),
);
const readModels = createReadModels({
  publication: createReadModelPublication(
    s3,
    env.READ_MODEL_BUCKET_NAME,
    READ_MODEL_SCHEMA_VERSION,
    now,
  ),
  folder: ownFolder(env.WORK_DIRECTORY, "rematch-read-models"),
  log: logger,
  now: Date.now,
  recheckAfter: 0,
  patience: READ_MODEL_PATIENCE_MILLISECONDS,
});

/** Takes requests from the rematch queue. */
export const handler = middy(
  createHandler({
    images: createDynamoImageStore(
      DynamoDBDocumentClient.from(new DynamoDBClient({}), {
        marshallOptions: { removeUndefinedValues: true },
      }),
      env.TABLE_NAME,
    ),
    blobs: createS3BlobStore(s3, env.BLOB_BUCKET_NAME),
    readModel: createSqsQueue<ReadModelChange>(sqs, env.READ_MODEL_QUEUE_URL, tenantOf),
    requests: createSqsQueue<RematchRequest>(sqs, env.REMATCH_QUEUE_URL, tenantOf),
    imagesOfEcosystem: (organizationId, ecosystem) =>
      imagesOfEcosystem(readModels, organizationId, ecosystem),
    match: (inventory) =>
      matchInventory(inventory, advisories, { ecosystems, matchedAt: now().toISOString() }),
    postpone: createSqsPostpone(sqs, env.REMATCH_QUEUE_URL),
    random: Math.random,
    log: logger,
  }),
).use(injectLambdaContext(logger));
