import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ECRClient } from "@aws-sdk/client-ecr";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import middy from "@middy/core";
import { createDynamoActivityStore } from "../../adapters/aws/dynamo-activity-store.ts";
import { createDynamoCheckReportStore } from "../../adapters/aws/dynamo-check-report-store.ts";
import { createDynamoImageStore } from "../../adapters/aws/dynamo-image-store.ts";
import { createDynamoIntegrationStore } from "../../adapters/aws/dynamo-integration-store.ts";
import { createDynamoRemovalReportStore } from "../../adapters/aws/dynamo-removal-report-store.ts";
import { createDynamoRepositoryStore } from "../../adapters/aws/dynamo-repository-store.ts";
import { createDynamoTagStore } from "../../adapters/aws/dynamo-tag-store.ts";
import { createEcrRegistryListing } from "../../adapters/aws/ecr-registry-listing.ts";
import { createRoleSessions } from "../../adapters/aws/role-sessions.ts";
import { createS3BlobStore } from "../../adapters/aws/s3-blob-store.ts";
import { createSqsPostpone, createSqsQueue } from "../../adapters/aws/sqs-queue.ts";
import type { AnalysisMessage } from "../../core/contract/analysis-request.ts";
import type { CheckMessage } from "../../core/contract/check-message.ts";
import type { ReadModelChange } from "../../core/contract/read-model-change.ts";
import { tenantOfReconcileMessage } from "../../core/contract/reconcile-message.ts";
import { createLogger } from "../runtime/logger.ts";
import { ReconcileEnv } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = ReconcileEnv.parse(process.env);
const logger = createLogger("reconcile");
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});
const sqs = new SQSClient({});

function now(): Date {
  return new Date();
}

function tenantOf(message: { readonly organizationId: string }): string {
  return message.organizationId;
}

/** Takes messages from the reconcile queue. */
export const handler = middy(
  createHandler({
    images: createDynamoImageStore(table, env.TABLE_NAME),
    tags: createDynamoTagStore(table, env.TABLE_NAME),
    repositories: createDynamoRepositoryStore(table, env.TABLE_NAME),
    integrations: createDynamoIntegrationStore(table, env.TABLE_NAME),
    activity: createDynamoActivityStore(table, env.TABLE_NAME),
    checkReports: createDynamoCheckReportStore(table, env.TABLE_NAME),
    removals: createDynamoRemovalReportStore(table, env.TABLE_NAME),
    blobs: createS3BlobStore(new S3Client({}), env.BLOB_BUCKET_NAME),
    registry: createEcrRegistryListing({
      sessions: createRoleSessions(new STSClient({}), now),
      createEcrClient: (region, credentials) => new ECRClient({ region, credentials }),
    }),
    requests: createSqsQueue<AnalysisMessage>(sqs, env.ANALYSIS_QUEUE_URL, tenantOf),
    readModel: createSqsQueue<ReadModelChange>(sqs, env.READ_MODEL_QUEUE_URL, tenantOf),
    reconcile: createSqsQueue(sqs, env.RECONCILE_QUEUE_URL, tenantOfReconcileMessage),
    checks: createSqsQueue<CheckMessage>(sqs, env.CHECK_QUEUE_URL, tenantOf),
    log: logger,
    now,
    postpone: createSqsPostpone(sqs, env.RECONCILE_QUEUE_URL),
    random: Math.random,
  }),
).use(injectLambdaContext(logger));
