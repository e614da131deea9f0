import { join } from "node:path";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ECRClient } from "@aws-sdk/client-ecr";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import middy from "@middy/core";
import { createAdvisoryPublication } from "../../adapters/aws/advisory-publication.ts";
import { createDynamoActivityStore } from "../../adapters/aws/dynamo-activity-store.ts";
import { createDynamoImageStore } from "../../adapters/aws/dynamo-image-store.ts";
import { createDynamoIntegrationStore } from "../../adapters/aws/dynamo-integration-store.ts";
import { createDynamoRepositoryStore } from "../../adapters/aws/dynamo-repository-store.ts";
import { createDynamoTagStore } from "../../adapters/aws/dynamo-tag-store.ts";
import { createEcrRegistryAccess } from "../../adapters/aws/ecr-registry-access.ts";
import { createRoleSessions } from "../../adapters/aws/role-sessions.ts";
import { createS3BlobStore } from "../../adapters/aws/s3-blob-store.ts";
import { createSqsPostpone, createSqsQueue } from "../../adapters/aws/sqs-queue.ts";
import { openRegistry } from "../../adapters/registry/open-registry.ts";
import { openPublishedAdvisories } from "../../adapters/sqlite/published-advisories.ts";
import type { AdvisorySyncRequest } from "../../core/contract/advisory-messages.ts";
import type { AnalysisMessage } from "../../core/contract/analysis-request.ts";
import type { ReadModelChange } from "../../core/contract/read-model-change.ts";
import { ANALYZER_VERSION } from "../../core/ecosystems/analyzer-version.ts";
import { detectors, ecosystems } from "../../core/ecosystems/index.ts";
import { matchInventory } from "../../core/findings/match.ts";
import { createBlobLayerCache } from "../../core/images/blob-layer-cache.ts";
import { inventoryOfImage } from "../../core/images/inventory.ts";
import { createAdvisoryRequester } from "../../core/images/request-advisories.ts";
import { createLogger } from "../runtime/logger.ts";
import { AnalyzerEnv } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = AnalyzerEnv.parse(process.env);
const logger = createLogger("analysis");
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});
const s3 = new S3Client({});
const sqs = new SQSClient({});
const blobs = createS3BlobStore(s3, env.BLOB_BUCKET_NAME);
const advisories = openPublishedAdvisories(
  createAdvisoryPublication(s3, env.ADVISORY_BUCKET_NAME),
  join(env.WORK_DIRECTORY, "advisories"),
);
const isSmall = env.SIZE_CLASS === "small";
const ownQueueUrl = isSmall ? env.ANALYSIS_QUEUE_URL : env.LARGE_ANALYSIS_QUEUE_URL;

function now(): Date {
  return new Date();
}

function tenantOf(message: { readonly organizationId: string }): string {
  return message.organizationId;
}

/** Takes requests from the analysis queue of its size class. */
export const handler = middy(
  createHandler({
    images: createDynamoImageStore(table, env.TABLE_NAME),
    tags: createDynamoTagStore(table, env.TABLE_NAME),
    repositories: createDynamoRepositoryStore(table, env.TABLE_NAME),
    integrations: createDynamoIntegrationStore(table, env.TABLE_NAME),
    activity: createDynamoActivityStore(table, env.TABLE_NAME),
    blobs,
    registry: createEcrRegistryAccess({
      sessions: createRoleSessions(new STSClient({}), now),
      createEcrClient: (region, credentials) => new ECRClient({ region, credentials }),
      openRegistry,
    }),
    requests: createSqsQueue<AnalysisMessage>(sqs, env.ANALYSIS_QUEUE_URL, tenantOf),
    largeRequests: createSqsQueue<AnalysisMessage>(sqs, env.LARGE_ANALYSIS_QUEUE_URL, tenantOf),
    readModel: createSqsQueue<ReadModelChange>(sqs, env.READ_MODEL_QUEUE_URL, tenantOf),
    sizeClass: env.SIZE_CLASS,
    analyzerVersion: ANALYZER_VERSION,
    log: logger,
    now,
    buildInventory: (source, manifest, { organizationId, digest, signal, onProgress }) =>
      inventoryOfImage(source, manifest, digest, {
        ecosystems,
        detectors,
        analyzerVersion: ANALYZER_VERSION,
        cache: createBlobLayerCache(blobs, organizationId),
        signal,
        onProgress,
      }),
    match: (inventory) =>
      matchInventory(inventory, advisories, { ecosystems, matchedAt: now().toISOString() }),
    requestAdvisories: createAdvisoryRequester(
      createSqsQueue<AdvisorySyncRequest>(sqs, env.ADVISORY_SYNC_QUEUE_URL),
      now,
      logger,
    ),
    maxReceiveCount: env.MAX_RECEIVE_COUNT,
    postpone: createSqsPostpone(sqs, ownQueueUrl),
    random: Math.random,
  }),
).use(injectLambdaContext(logger));
