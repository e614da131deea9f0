import { randomBytes } from "node:crypto";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ECRClient } from "@aws-sdk/client-ecr";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import middy from "@middy/core";
import { createCustomerAccount } from "../../adapters/aws/customer-account.ts";
import { createDynamoCheckReportStore } from "../../adapters/aws/dynamo-check-report-store.ts";
import { createDynamoIntegrationStore } from "../../adapters/aws/dynamo-integration-store.ts";
import { createEcrRegistryAccess } from "../../adapters/aws/ecr-registry-access.ts";
import { createEcrRegistryListing } from "../../adapters/aws/ecr-registry-listing.ts";
import { createRoleSessions } from "../../adapters/aws/role-sessions.ts";
import { createSqsPostpone } from "../../adapters/aws/sqs-queue.ts";
import { createStackInspection } from "../../adapters/aws/stack-inspection.ts";
import { openRegistry } from "../../adapters/registry/open-registry.ts";
import { createLogger } from "../runtime/logger.ts";
import { CheckEnv } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = CheckEnv.parse(process.env);
const logger = createLogger("check");
/** A check makes some twenty calls within the function's minute. */
const hurried = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 8000 },
};
const table = DynamoDBDocumentClient.from(new DynamoDBClient(hurried), {
  marshallOptions: { removeUndefinedValues: true },
});
const sts = new STSClient(hurried);
const registries = {
  sessions: createRoleSessions(sts, now),
  createEcrClient: (region: string, credentials: Credentials) =>
    new ECRClient({ ...hurried, region, credentials }),
};

type Credentials = Parameters<Parameters<typeof createEcrRegistryListing>[0]["createEcrClient"]>[1];

function now(): Date {
  return new Date();
}

/** Takes messages of the check queue. */
export const handler = middy(
  createHandler({
    integrations: createDynamoIntegrationStore(table, env.TABLE_NAME),
    reports: createDynamoCheckReportStore(table, env.TABLE_NAME),
    account: createCustomerAccount({
      sts,
      createSecretsClient: (region, credentials) =>
        new SecretsManagerClient({ ...hurried, region, credentials }),
    }),
    inspection: createStackInspection({
      sts,
      createCloudFormationClient: (region, credentials) =>
        new CloudFormationClient({ ...hurried, region, credentials }),
      createEventBridgeClient: (region, credentials) =>
        new EventBridgeClient({ ...hurried, region, credentials }),
      createSecretsClient: (region, credentials) =>
        new SecretsManagerClient({ ...hurried, region, credentials }),
    }),
    listing: createEcrRegistryListing(registries),
    access: createEcrRegistryAccess({ ...registries, openRegistry }),
    settings: {
      templateVersion: env.TEMPLATE_VERSION,
      eventEndpoint:
        env.CALLBACK_URL === undefined ? undefined : new URL("/v1/events", env.CALLBACK_URL).href,
    },
    maxReceiveCount: env.MAX_RECEIVE_COUNT,
    randomBytes,
    now,
    log: logger,
    postpone: createSqsPostpone(new SQSClient(hurried), env.CHECK_QUEUE_URL),
    random: Math.random,
  }),
).use(injectLambdaContext(logger));
