import { join } from "node:path";
import {
  createCloudFormation,
  type CloudFormation,
} from "./cloudformation/create-cloudformation.ts";
import type { ConsoleServices } from "./console/console-context.ts";
import { createDynamoDb } from "./dynamodb/dynamodb-service.ts";
import { createEcr, type Ecr } from "./ecr/create-ecr.ts";
import { createEventBridge } from "./eventbridge/create-eventbridge.ts";
import { Authorizer } from "./iam/authorizer.ts";
import { createIamService } from "./iam/iam-service.ts";
import { IamStore } from "./iam/iam-store.ts";
import type { SimulatorOptions } from "./options.ts";
import type { PublicSite } from "./public/public-site.ts";
import { BucketStore } from "./s3/bucket-store.ts";
import { ObjectStore } from "./s3/object-store.ts";
import { s3PublicSite } from "./s3/public-site.ts";
import { readObject } from "./s3/read-object.ts";
import { createS3Endpoint } from "./s3/s3-endpoint.ts";
import { SecretStore } from "./secrets-manager/secret-store.ts";
import { SecretVersionStore } from "./secrets-manager/secret-version-store.ts";
import { createSecretsManagerService } from "./secrets-manager/secrets-manager-service.ts";
import type { AwsServerOptions } from "./server/aws-server.ts";
import { createCallerResolver } from "./server/caller.ts";
import { knownCredentials } from "./server/known-credentials.ts";
import type { Authorize } from "./service.ts";
import { createSns } from "./sns/create-sns.ts";
import { createSqs } from "./sqs/create-sqs.ts";
import { openDatabase } from "./state/database.ts";
import type { AssumeRoleContext } from "./sts/assume-role.ts";
import { SessionStore } from "./sts/session.ts";
import { createStsService } from "./sts/sts-service.ts";

/** Without the option: long enough to be met, short enough not to be noticed. */
const DEFAULT_ROLE_PROPAGATION_MS = 1000;

/**
 * CloudFormation takes so long for a role, milliseconds; stacks rest on SNS's confirmation being
 * there by then. The simulator does not wait any longer than that takes.
 */
const ROLE_CREATION_MS = 15_000;

/** All services on one state, before anything listens. */
export interface OpenServices {
  /** What the AWS endpoint routes to. */
  readonly endpoint: Omit<AwsServerOptions, "port">;
  /** AWS's public names; the first that serves a name answers for it. */
  readonly publicSites: readonly PublicSite[];
  readonly ecr: Ecr;
  readonly sts: AssumeRoleContext;
  readonly cloudFormation: CloudFormation;
  /** What the console calls. */
  readonly operations: ConsoleServices;
  /** Stops what runs in the background and closes the state. */
  close(): Promise<void>;
}

/**
 * Opens the state in `options.directory`, every service on it, and what each has of the others.
 *
 * @param awsEndpoint `http://127.0.0.1:<port>`, asked for when the endpoint listens.
 */
export function openServices(options: SimulatorOptions, awsEndpoint: () => string): OpenServices {
  const { directory, region, accounts, names } = options;
  const regions = regionsOf(options);
  const now = options.now ?? (() => new Date());
  const database = openDatabase(directory);

  const iam = new IamStore(database, now);
  const sessions = new SessionStore(database, now);
  const authorizer = new Authorizer(iam, sessions, now, options.onAuthorized);
  const authorize: Authorize = (caller, action, resource) => {
    authorizer.authorize(caller, action, resource);
  };
  const rolePropagationMs = options.rolePropagationMs ?? DEFAULT_ROLE_PROPAGATION_MS;
  const sts: AssumeRoleContext = { iam, sessions, authorizer, rolePropagationMs, now };
  const iamService = createIamService(iam, authorizer);
  const resolveCaller = createCallerResolver(regions, knownCredentials(accounts, sessions), now);

  const secretsManager = createSecretsManagerService({
    secrets: new SecretStore(database, now),
    versions: new SecretVersionStore(database, now),
    authorizer,
    now,
  });
  const sqs = createSqs({ database, region, authorizer, endpoint: awsEndpoint, now });
  // Before the objects, whose table refers to them.
  const buckets = new BucketStore(database, now);
  const objects = new ObjectStore(database, join(directory, "objects"), now);
  const dynamoDb = createDynamoDb({
    directory: join(directory, "dynamodb"),
    ...{ database, authorizer, region, now },
  });
  const eventBridge = createEventBridge({
    database,
    names,
    authorize,
    serviceMay: (...question) => authorizer.serviceMay(...question),
    sendDeadLetter: (queueArn, ruleArn, { body, attributes }) => {
      sqs.sendAsService("events.amazonaws.com", ruleArn, queueArn, body, attributes);
      return Promise.resolve();
    },
    onUndelivered: ({ code, reason }) => options.onUndelivered?.(`${code}: ${reason}`),
    now,
  });
  const ecr = createEcr({
    ...{ directory, database, authorize, now },
    publish: eventBridge.publish,
    registries: accounts.flatMap(({ accountId }) =>
      regions.map((name) => ({ accountId, region: name })),
    ),
  });
  const { onUndelivered, snsRetrySecondMs: retrySecondMs } = options;
  const sns = createSns({
    ...{ database, regions, names, authorizer, resolveCaller, now, retrySecondMs },
    ...(onUndelivered === undefined ? {} : { onUndelivered }),
  });
  const s3 = { buckets, objects, authorizer, region };
  const answerS3 = createS3Endpoint(s3, resolveCaller);
  const closing = new AbortController();
  const cloudFormation = createCloudFormation({
    ...{ database, regions, authorize, now },
    readObject: (caller, address) => readObject(s3, caller, address),
    services: {
      secretsmanager: secretsManager,
      iam: iamService,
      events: eventBridge.service,
      ecr: ecr.service,
      sns: sns.service,
    },
    afterRoleCreation: () => sns.confirmationsArrived(ROLE_CREATION_MS, closing.signal),
  });

  return {
    endpoint: {
      services: [
        createStsService(sts),
        iamService,
        sqs.service,
        dynamoDb.service,
        secretsManager,
        ecr.service,
        eventBridge.service,
        sns.service,
        cloudFormation.service,
      ],
      resolveCaller,
      now,
      objects: answerS3,
    },
    publicSites: [
      ecr.publicSite,
      sns.publicSite,
      cloudFormation.publicSite,
      s3PublicSite(region, answerS3),
    ],
    ecr,
    sts,
    cloudFormation,
    operations: {
      cloudformation: cloudFormation.service.operations,
      iam: iamService.operations,
      events: eventBridge.service.operations,
      secretsmanager: secretsManager.operations,
    },
    close: async () => {
      closing.abort();
      await cloudFormation.close();
      await sns.close();
      await eventBridge.close();
      await dynamoDb.close();
      database.close();
    },
  };
}

/** Every Region that is simulated, the home Region first. */
function regionsOf({
  region,
  furtherRegions = [],
  furtherRegistries = [],
}: SimulatorOptions): readonly [string, ...string[]] {
  const others = new Set([...furtherRegions, ...furtherRegistries.map((each) => each.region)]);
  others.delete(region);
  return [region, ...others];
}
