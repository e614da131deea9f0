import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ECRClient } from "@aws-sdk/client-ecr";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "@jest/globals";
import { createDynamoActivityStore } from "../../../adapters/aws/dynamo-activity-store.ts";
import { createDynamoCheckReportStore } from "../../../adapters/aws/dynamo-check-report-store.ts";
import { createDynamoImageStore } from "../../../adapters/aws/dynamo-image-store.ts";
import { createDynamoIntegrationStore } from "../../../adapters/aws/dynamo-integration-store.ts";
import { createDynamoRemovalReportStore } from "../../../adapters/aws/dynamo-removal-report-store.ts";
import { createDynamoRepositoryStore } from "../../../adapters/aws/dynamo-repository-store.ts";
import { createDynamoTagStore } from "../../../adapters/aws/dynamo-tag-store.ts";
import { createEcrRegistryListing } from "../../../adapters/aws/ecr-registry-listing.ts";
import { createRoleSessions } from "../../../adapters/aws/role-sessions.ts";
import { createS3BlobStore } from "../../../adapters/aws/s3-blob-store.ts";
import { createSqsQueue } from "../../../adapters/aws/sqs-queue.ts";
import type { CheckMessage } from "../../../core/contract/check-message.ts";
import { createHandler } from "../../../lambdas/reconcile/handler.ts";
import {
  BLOB_BUCKET_NAME,
  createInfrastructure,
  TABLE_NAME,
} from "../../../local/infrastructure.ts";
import type { Simulator } from "../../../simulator/simulator.ts";
import { REPOSITORY } from "../../fixtures/analysis-world.ts";
import { buildImage } from "../../fixtures/image-builder.ts";
import { lambdaContext, sqsEvent } from "../../fixtures/lambda-events.ts";
import { connectedIntegration } from "../../fixtures/memory-integrations.ts";
import { createMemoryLog, createMemoryQueue } from "../../fixtures/memory-ports.ts";
import { pushBlob, putManifest } from "../../simulator/ecr/oci-client.ts";
import { clientOptions, OURS, start, THEIRS } from "../../simulator/start.ts";

const MINUTE = 60_000;

/** An image of the digests of its own, whose push nobody tells. */
async function push(registry: string, tag: string): Promise<string> {
  const image = buildImage({ layers: [[{ path: `etc/${tag}`, content: tag }]] });
  for (const [digest, bytes] of image.blobs) {
    const mediaType = "application/octet-stream";
    const descriptor = { mediaType, digest, size: bytes.length };
    await pushBlob(registry, REPOSITORY, { bytes, descriptor });
  }
  const { bytes, mediaType, digest } = image.manifest;
  const content = { bytes, descriptor: { mediaType, digest, size: bytes.length } };
  expect((await putManifest(registry, REPOSITORY, tag, content)).status).toBe(201);
  return digest;
}

async function createRole(iam: IAMClient, trust: object, actions: string): Promise<void> {
  const policy = (statement: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
  const role = { RoleName: "Access", Path: "/ecr-scout/" };
  const AssumeRolePolicyDocument = policy({ Action: "sts:AssumeRole", ...trust });
  await iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument }));
  const PolicyDocument = policy({ Action: actions, Resource: "*" });
  const rights = { RoleName: "Access", PolicyName: "rights", PolicyDocument };
  await iam.send(new PutRolePolicyCommand(rights));
}

async function createRoles(simulator: Simulator, externalId: string) {
  const service = "lambda.amazonaws.com";
  const ours = new IAMClient(clientOptions(simulator, OURS));
  await createRole(ours, { Principal: { Service: service } }, "sts:AssumeRole");
  const trust = {
    Principal: { AWS: `arn:aws:iam::${OURS.accountId}:root` },
    Condition: { StringEquals: { "sts:ExternalId": externalId } },
  };
  await createRole(new IAMClient(clientOptions(simulator, THEIRS)), trust, "ecr:*");
  const roleArn = `arn:aws:iam::${OURS.accountId}:role/ecr-scout/Access`;
  return simulator.credentialsForService(service, roleArn, "reconcile");
}

async function setUp() {
  const simulator = await start();
  const ours = clientOptions(simulator, OURS);
  const sqs = new SQSClient(ours);
  const s3 = new S3Client({ ...ours, forcePathStyle: true });
  const dynamodb = new DynamoDBClient(ours);
  const queues = await createInfrastructure({ dynamodb, s3, sqs });
  const table = DynamoDBDocumentClient.from(dynamodb, {
    marshallOptions: { removeUndefinedValues: true },
  });
  const integrations = createDynamoIntegrationStore(table, TABLE_NAME);
  let time = Date.now();
  const now = () => new Date(time);
  const { integrationId } = await connectedIntegration(integrations, () => new Date(0));
  const integration = await integrations.get(integrationId);
  const credentials = await createRoles(simulator, integration?.externalId ?? "");
  const checks = createMemoryQueue<CheckMessage>();
  const activity = createDynamoActivityStore(table, TABLE_NAME);
  const handler = createHandler({
    images: createDynamoImageStore(table, TABLE_NAME),
    tags: createDynamoTagStore(table, TABLE_NAME),
    repositories: createDynamoRepositoryStore(table, TABLE_NAME),
    integrations,
    activity,
    checkReports: createDynamoCheckReportStore(table, TABLE_NAME),
    removals: createDynamoRemovalReportStore(table, TABLE_NAME),
    blobs: createS3BlobStore(s3, BLOB_BUCKET_NAME),
    registry: createEcrRegistryListing({
      sessions: createRoleSessions(new STSClient(clientOptions(simulator, credentials)), now),
      createEcrClient: (region, session) =>
        new ECRClient({ ...clientOptions(simulator, session), region }),
      pageSize: 2,
    }),
    requests: createSqsQueue(sqs, queues.analysis.url),
    readModel: createSqsQueue(sqs, queues["read-model"].url),
    reconcile: createSqsQueue(sqs, queues.reconcile.url),
    checks,
    log: createMemoryLog(),
    now,
    postpone: () => Promise.resolve(),
    random: () => 0,
  });
  const receive = async (url: string): Promise<string[]> => {
    const bodies: string[] = [];
    for (;;) {
      const command = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 });
      const { Messages = [] } = await sqs.send(command);
      if (Messages.length === 0) return bodies;
      bodies.push(...Messages.map(({ Body = "" }) => Body));
    }
  };
  return {
    simulator,
    integrationId,
    checks,
    activity,
    /** Has the reconcile queue's messages done until it is empty. */
    play: async (message: object): Promise<void> => {
      const bodies = [JSON.stringify(message)];
      for (let body = bodies.shift(); body !== undefined; body = bodies.shift()) {
        expect(await handler(sqsEvent([body]), lambdaContext())).toEqual({ batchItemFailures: [] });
        bodies.push(...(await receive(queues.reconcile.url)));
      }
    },
    asked: async () =>
      (await receive(queues.analysis.url))
        .map((body) => (JSON.parse(body) as { digest: string }).digest)
        .sort(),
    pass: (minutes: number): void => {
      time += minutes * MINUTE;
    },
    now,
  };
}

test("a round finds the pushes that nobody told, through the simulated AWS", async () => {
  const { simulator, integrationId, checks, activity, play, asked, pass, now } = await setUp();
  const digests: string[] = [];
  for (const tag of ["v1", "v2", "v3", "v4", "v5"]) {
    digests.push(await push(simulator.registryEndpoint, tag));
  }
  pass(10);
  const round = { kind: "round", requestedAt: now().toISOString(), everyMinutes: 1440 };
  await play(round);
  expect(await asked()).toEqual(digests.sort());
  expect(await activity.get(integrationId)).toMatchObject({ missedEvents: digests.length });
  expect([...checks.messages, ...checks.delayed.map(({ message }) => message)]).toMatchObject([
    { kind: "check", integrationId },
  ]);
  await play(round);
  expect(await asked()).toEqual([]);
  expect(await activity.get(integrationId)).toMatchObject({ missedEvents: digests.length });
});
