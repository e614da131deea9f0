import { randomBytes } from "node:crypto";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import middy from "@middy/core";
import { createCustomerAccount } from "../../adapters/aws/customer-account.ts";
import { createDynamoEnrollmentStore } from "../../adapters/aws/dynamo-enrollment-store.ts";
import { createDynamoIntegrationStore } from "../../adapters/aws/dynamo-integration-store.ts";
import { createDynamoSetupRequestStore } from "../../adapters/aws/dynamo-setup-request-store.ts";
import { createSqsPostpone, createSqsQueue } from "../../adapters/aws/sqs-queue.ts";
import { createStackResponder } from "../../adapters/aws/stack-responder.ts";
import { tenantOfReconcileMessage } from "../../core/contract/reconcile-message.ts";
import { createLogger } from "../runtime/logger.ts";
import { SetupNotificationEnv } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = SetupNotificationEnv.parse(process.env);
const logger = createLogger("setup");
/** The message comes again sooner than a call that hangs would end. */
const hurried = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 4000 },
};
const table = DynamoDBDocumentClient.from(new DynamoDBClient(hurried), {
  marshallOptions: { removeUndefinedValues: true },
});
const sqs = new SQSClient(hurried);

/** Takes messages of the setup queue. */
export const handler = middy(
  createHandler({
    integrations: createDynamoIntegrationStore(table, env.TABLE_NAME),
    enrollments: createDynamoEnrollmentStore(table, env.TABLE_NAME),
    requests: createDynamoSetupRequestStore(table, env.TABLE_NAME),
    account: createCustomerAccount({
      sts: new STSClient(hurried),
      createSecretsClient: (region, credentials) =>
        new SecretsManagerClient({ ...hurried, region, credentials }),
    }),
    responder: createStackResponder(),
    reconcile: createSqsQueue(sqs, env.RECONCILE_QUEUE_URL, tenantOfReconcileMessage),
    homeRegion: env.AWS_REGION,
    maxReceiveCount: env.MAX_RECEIVE_COUNT,
    postpone: createSqsPostpone(sqs, env.SETUP_QUEUE_URL),
    random: Math.random,
    randomBytes,
    now: () => new Date(),
    log: logger,
  }),
).use(injectLambdaContext(logger));
