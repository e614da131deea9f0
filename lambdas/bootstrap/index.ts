import { randomBytes } from "node:crypto";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import middy from "@middy/core";
import { createAuditLog } from "../../adapters/aws/audit-log.ts";
import { createMemberStore } from "../../adapters/aws/member-store.ts";
import { createLogger } from "../runtime/logger.ts";
import { BootstrapEnv } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = BootstrapEnv.parse(process.env);
const logger = createLogger("setup");

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});

/** Creates an organization with its first members. */
export const handler = middy(
  createHandler({
    members: createMemberStore(table, env.TABLE_NAME),
    signInIssuer: env.OIDC_ISSUER,
    audit: createAuditLog(table, env.TABLE_NAME),
    now: () => new Date(),
    randomBytes,
    log: logger,
  }),
).use(injectLambdaContext(logger));
