import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import middy from "@middy/core";
import { createDynamoEnrollmentStore } from "../../adapters/aws/dynamo-enrollment-store.ts";
import { createDynamoIntegrationStore } from "../../adapters/aws/dynamo-integration-store.ts";
import { createDynamoSeenMessageStore } from "../../adapters/aws/dynamo-seen-message-store.ts";
import { createSnsNetwork } from "../../adapters/aws/sns-network.ts";
import { createSqsQueue } from "../../adapters/aws/sqs-queue.ts";
import type { SetupMessage } from "../../core/contract/setup-message.ts";
import { createSigningKeys } from "../../core/integrations/sns-certificate.ts";
import { createLogger } from "../runtime/logger.ts";
import { SetupEndpointEnv } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = SetupEndpointEnv.parse(process.env);
const logger = createLogger("setup");
/** SNS waits 15 seconds for the whole, and sends again what took longer. */
const hurried = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 },
};
const table = DynamoDBDocumentClient.from(new DynamoDBClient(hurried), {
  marshallOptions: { removeUndefinedValues: true },
});
const network = createSnsNetwork();

function now(): Date {
  return new Date();
}

/** Fair queues: one customer's messages don't delay the others'. */
function tenantOf({ topicArn }: SetupMessage): string {
  return topicArn.split(":")[4] ?? "unknown";
}

/** POST /v1/setup/{token}. */
export const handler = middy(
  createHandler({
    integrations: createDynamoIntegrationStore(table, env.TABLE_NAME),
    enrollments: createDynamoEnrollmentStore(table, env.TABLE_NAME),
    seen: createDynamoSeenMessageStore(table, env.TABLE_NAME),
    network,
    keys: createSigningKeys(network, now),
    setups: createSqsQueue(new SQSClient(hurried), env.SETUP_QUEUE_URL, tenantOf),
    now,
    log: logger,
  }),
).use(injectLambdaContext(logger));
