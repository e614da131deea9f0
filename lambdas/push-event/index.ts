import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import middy from "@middy/core";
import { createDynamoActivityStore } from "../../adapters/aws/dynamo-activity-store.ts";
import { createDynamoImageStore } from "../../adapters/aws/dynamo-image-store.ts";
import { createDynamoIntegrationStore } from "../../adapters/aws/dynamo-integration-store.ts";
import { createDynamoRepositoryStore } from "../../adapters/aws/dynamo-repository-store.ts";
import { createSqsQueue } from "../../adapters/aws/sqs-queue.ts";
import type { AnalysisMessage } from "../../core/contract/analysis-request.ts";
import type { ReadModelChange } from "../../core/contract/read-model-change.ts";
import { tenantOfReconcileMessage } from "../../core/contract/reconcile-message.ts";
import { createLogger } from "../runtime/logger.ts";
import { PushEventEnv } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = PushEventEnv.parse(process.env);
const logger = createLogger("push");
/** EventBridge waits 5 seconds for the whole, and sends again what took longer. */
const hurried = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 },
};
const table = DynamoDBDocumentClient.from(new DynamoDBClient(hurried), {
  marshallOptions: { removeUndefinedValues: true },
});
const sqs = new SQSClient(hurried);

function tenantOf(message: { readonly organizationId: string }): string {
  return message.organizationId;
}

/** POST /v1/events. */
export const handler = middy(
  createHandler({
    images: createDynamoImageStore(table, env.TABLE_NAME),
    repositories: createDynamoRepositoryStore(table, env.TABLE_NAME),
    integrations: createDynamoIntegrationStore(table, env.TABLE_NAME),
    activity: createDynamoActivityStore(table, env.TABLE_NAME),
    requests: createSqsQueue<AnalysisMessage>(sqs, env.ANALYSIS_QUEUE_URL, tenantOf),
    readModel: createSqsQueue<ReadModelChange>(sqs, env.READ_MODEL_QUEUE_URL, tenantOf),
    reconcile: createSqsQueue(sqs, env.RECONCILE_QUEUE_URL, tenantOfReconcileMessage),
    now: () => new Date(),
    log: logger,
  }),
).use(injectLambdaContext(logger));
