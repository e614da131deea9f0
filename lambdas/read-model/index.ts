import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import middy from "@middy/core";
import { createDynamoImageStore } from "../../adapters/aws/dynamo-image-store.ts";
import { createDynamoRepositoryStore } from "../../adapters/aws/dynamo-repository-store.ts";
import { createDynamoTrendStore } from "../../adapters/aws/dynamo-trend-store.ts";
import { createReadModelPublication } from "../../adapters/aws/read-model-publication.ts";
import { createS3BlobStore } from "../../adapters/aws/s3-blob-store.ts";
import { createSqsQueue } from "../../adapters/aws/sqs-queue.ts";
import { createReadModelEditor } from "../../adapters/sqlite/read-model-editor.ts";
import { READ_MODEL_SCHEMA_VERSION } from "../../adapters/sqlite/read-model-schema.ts";
import type { ReadModelChange } from "../../core/contract/read-model-change.ts";
import { createLogger } from "../runtime/logger.ts";
import { ownFolder } from "../runtime/own-folder.ts";
import { ReadModelEnv } from "./env.ts";
import { createHandler } from "./handler.ts";
import { recordTrend } from "./record-trend.ts";

const env = ReadModelEnv.parse(process.env);
const logger = createLogger("read-model");
const s3 = new S3Client({});
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

function now(): Date {
  return new Date();
}

/** Takes changes from the read model's queue. */
export const handler = middy(
  createHandler({
    images: createDynamoImageStore(table, env.TABLE_NAME),
    repositories: createDynamoRepositoryStore(table, env.TABLE_NAME),
    blobs: createS3BlobStore(s3, env.BLOB_BUCKET_NAME),
    editor: createReadModelEditor(
      createReadModelPublication(s3, env.READ_MODEL_BUCKET_NAME, READ_MODEL_SCHEMA_VERSION, now),
      ownFolder(env.WORK_DIRECTORY, "read-model-writer"),
      recordTrend(createDynamoTrendStore(table, env.TABLE_NAME), logger),
    ),
    changes: createSqsQueue<ReadModelChange>(
      new SQSClient({}),
      env.READ_MODEL_QUEUE_URL,
      (change) => change.organizationId,
    ),
    now,
    log: logger,
  }),
).use(injectLambdaContext(logger));
