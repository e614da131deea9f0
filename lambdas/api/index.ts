import { randomBytes } from "node:crypto";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createDynamoActivityStore } from "../../adapters/aws/dynamo-activity-store.ts";
import { createDynamoCheckReportStore } from "../../adapters/aws/dynamo-check-report-store.ts";
import { createAuditLog } from "../../adapters/aws/audit-log.ts";
import { createDynamoImageStore } from "../../adapters/aws/dynamo-image-store.ts";
import { createDynamoEnrollmentStore } from "../../adapters/aws/dynamo-enrollment-store.ts";
import { createDynamoIntegrationStore } from "../../adapters/aws/dynamo-integration-store.ts";
import { createDynamoRemovalReportStore } from "../../adapters/aws/dynamo-removal-report-store.ts";
import { createDynamoRepositoryStore } from "../../adapters/aws/dynamo-repository-store.ts";
import { createDynamoTrendStore } from "../../adapters/aws/dynamo-trend-store.ts";
import { createMemberStore } from "../../adapters/aws/member-store.ts";
import { createReadModelPublication } from "../../adapters/aws/read-model-publication.ts";
import { createS3BlobStore } from "../../adapters/aws/s3-blob-store.ts";
import { createSqsQueue } from "../../adapters/aws/sqs-queue.ts";
import { createOidcProvider } from "../../adapters/oidc/oidc-provider.ts";
import { READ_MODEL_SCHEMA_VERSION } from "../../adapters/sqlite/read-model-schema.ts";
import { createReadModels } from "../../adapters/sqlite/read-models.ts";
import type { AnalysisMessage } from "../../core/contract/analysis-request.ts";
import type { CheckMessage } from "../../core/contract/check-message.ts";
import type { ReadModelChange } from "../../core/contract/read-model-change.ts";
import {
  type ReconcileMessage,
  tenantOfReconcileMessage,
} from "../../core/contract/reconcile-message.ts";
import type { IdentityProvider } from "../../core/members/identity-provider.ts";
import { createLogger } from "../runtime/logger.ts";
import { ownFolder } from "../runtime/own-folder.ts";
import { ApiEnv } from "./env.ts";
import { createHandler } from "./handler.ts";

/** A page of lists is read within seconds; asking S3 more often would only cost. */
const RECHECK_MILLISECONDS = 1000;
/** A small read model is fetched in less; a large one answers from the last publication. */
const PATIENCE_MILLISECONDS = 1000;

const env = ApiEnv.parse(process.env);
const logger = createLogger("api");
const s3 = new S3Client({});
const sqs = new SQSClient({});
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});

function now(): Date {
  return new Date();
}

function tenantOf(message: { readonly organizationId: string }): string {
  return message.organizationId;
}

/** @throws Error when only one of the two settings is there. */
function identityProvider(): IdentityProvider | undefined {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = env;
  if (issuer === undefined && audience === undefined) return undefined;
  if (issuer === undefined || audience === undefined) {
    throw new Error("OIDC_ISSUER and OIDC_AUDIENCE belong together: set both or neither.");
  }
  return createOidcProvider({
    issuer,
    audience,
    now,
    onRefreshFailed: (error) => {
      logger.warn("keys of the identity provider not refreshed", { error });
    },
  });
}

/** Everything under /v1 but the endpoints with an authentication of their own. */
export const handler = createHandler({
  members: createMemberStore(table, env.TABLE_NAME),
  identityProvider: identityProvider(),
  audit: createAuditLog(table, env.TABLE_NAME),
  models: createReadModels({
    publication: createReadModelPublication(
      s3,
      env.READ_MODEL_BUCKET_NAME,
      READ_MODEL_SCHEMA_VERSION,
      now,
    ),
    folder: ownFolder(env.WORK_DIRECTORY, "read-models"),
    log: logger,
    now: Date.now,
    recheckAfter: RECHECK_MILLISECONDS,
    patience: PATIENCE_MILLISECONDS,
  }),
  trend: createDynamoTrendStore(table, env.TABLE_NAME),
  blobs: createS3BlobStore(s3, env.BLOB_BUCKET_NAME),
  images: createDynamoImageStore(table, env.TABLE_NAME),
  repositories: createDynamoRepositoryStore(table, env.TABLE_NAME),
  integrations: createDynamoIntegrationStore(table, env.TABLE_NAME),
  enrollments: createDynamoEnrollmentStore(table, env.TABLE_NAME),
  activity: createDynamoActivityStore(table, env.TABLE_NAME),
  checkReports: createDynamoCheckReportStore(table, env.TABLE_NAME),
  removals: createDynamoRemovalReportStore(table, env.TABLE_NAME),
  check: createSqsQueue<CheckMessage>(sqs, env.CHECK_QUEUE_URL, tenantOf),
  requests: createSqsQueue<AnalysisMessage>(sqs, env.ANALYSIS_QUEUE_URL, tenantOf),
  readModel: createSqsQueue<ReadModelChange>(sqs, env.READ_MODEL_QUEUE_URL, tenantOf),
  reconcile: createSqsQueue<ReconcileMessage>(
    sqs,
    env.RECONCILE_QUEUE_URL,
    tenantOfReconcileMessage,
  ),
  now,
  randomBytes,
  log: logger,
  publicUrl: env.PUBLIC_URL,
  launch: {
    templateUrl: env.TEMPLATE_URL,
    stackName: env.STACK_NAME ?? `${env.BRAND.prefix}ECRIntegration`,
    callbackUrl: env.CALLBACK_URL ?? env.PUBLIC_URL,
    homeRegion: env.AWS_REGION,
  },
  templateVersion: env.TEMPLATE_VERSION,
  consoleUrl: env.CONSOLE_URL,
  brand: env.BRAND,
}).use(injectLambdaContext(logger));
