import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ECRClient } from "@aws-sdk/client-ecr";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "@jest/globals";
import { createDynamoActivityStore } from "../../../adapters/aws/dynamo-activity-store.ts";
import { createDynamoImageStore } from "../../../adapters/aws/dynamo-image-store.ts";
import { createDynamoIntegrationStore } from "../../../adapters/aws/dynamo-integration-store.ts";
import { createDynamoRepositoryStore } from "../../../adapters/aws/dynamo-repository-store.ts";
import { createDynamoTagStore } from "../../../adapters/aws/dynamo-tag-store.ts";
import { createEcrRegistryAccess } from "../../../adapters/aws/ecr-registry-access.ts";
import { createRoleSessions } from "../../../adapters/aws/role-sessions.ts";
import { createS3BlobStore } from "../../../adapters/aws/s3-blob-store.ts";
import { createSqsPostpone, createSqsQueue } from "../../../adapters/aws/sqs-queue.ts";
import { openRegistry } from "../../../adapters/registry/open-registry.ts";
import type { AnalysisMessage } from "../../../core/contract/analysis-request.ts";
import type { ReadModelChange } from "../../../core/contract/read-model-change.ts";
import type { ReconcileMessage } from "../../../core/contract/reconcile-message.ts";
import { detectors, ecosystems } from "../../../core/ecosystems/index.ts";
import { matchInventory } from "../../../core/findings/match.ts";
import { createBlobLayerCache } from "../../../core/images/blob-layer-cache.ts";
import { inventoryOfImage } from "../../../core/images/inventory.ts";
import { createHandler } from "../../../lambdas/analyzer/handler.ts";
import { createHandler as createPushHandler } from "../../../lambdas/push-event/handler.ts";
import {
  BLOB_BUCKET_NAME,
  createInfrastructure,
  TABLE_NAME,
} from "../../../local/infrastructure.ts";
import { keyOf, REPOSITORY } from "../../fixtures/analysis-world.ts";
import { imageActionEvent } from "../../fixtures/ecr-events.ts";
import { buildImage } from "../../fixtures/image-builder.ts";
import { lambdaContext, restRequest, sqsEvent } from "../../fixtures/lambda-events.ts";
import { connectedIntegration, CONNECTION } from "../../fixtures/memory-integrations.ts";
import { createMemoryLog } from "../../fixtures/memory-ports.ts";
import { pushBlob, putManifest } from "../../simulator/ecr/oci-client.ts";
import { clientOptions, OURS, start, THEIRS } from "../../simulator/start.ts";
import type { Simulator } from "../../../simulator/simulator.ts";

const IMAGE = buildImage({
  layers: [
    [{ path: "etc/os-release", content: 'ID=debian\nVERSION_ID="12"\n' }],
    [
      {
        path: "app/node_modules/lodash/package.json",
        content: JSON.stringify({ name: "lodash", version: "4.17.20" }),
      },
    ],
  ],
});
const now = () => new Date();

/** Creates `/ecr-scout/Access`, trusted by whom the statement says, with these rights. */
async function createRole(iam: IAMClient, trust: object, actions: string): Promise<void> {
  const policy = (statement: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
  await iam.send(
    new CreateRoleCommand({
      RoleName: "Access",
      Path: "/ecr-scout/",
      AssumeRolePolicyDocument: policy({ Action: "sts:AssumeRole", ...trust }),
    }),
  );
  const PolicyDocument = policy({ Action: actions, Resource: "*" });
  await iam.send(
    new PutRolePolicyCommand({ RoleName: "Access", PolicyName: "rights", PolicyDocument }),
  );
}

/** The function's role and the customer's, and what the function gets of its own. */
async function createRoles(simulator: Simulator, externalId: string) {
  const service = "lambda.amazonaws.com";
  const iam = new IAMClient(clientOptions(simulator, OURS));
  await createRole(iam, { Principal: { Service: service } }, "sts:AssumeRole");
  await createRole(
    new IAMClient(clientOptions(simulator, THEIRS)),
    {
      Principal: { AWS: `arn:aws:iam::${OURS.accountId}:root` },
      Condition: { StringEquals: { "sts:ExternalId": externalId } },
    },
    "ecr:*",
  );
  const roleArn = `arn:aws:iam::${OURS.accountId}:role/ecr-scout/Access`;
  return simulator.credentialsForService(service, roleArn, "analyzer");
}

/** Both functions on a simulated AWS, with an integration whose role is ready. */
async function setUp(allowedPrivateHosts: readonly string[] = ["127.0.0.1:*"]) {
  const simulator = await start();
  const ours = clientOptions(simulator, OURS);
  const dynamodb = new DynamoDBClient(ours);
  const sqs = new SQSClient(ours);
  const s3 = new S3Client({ ...ours, forcePathStyle: true });
  const queues = await createInfrastructure({ dynamodb, s3, sqs });
  const table = DynamoDBDocumentClient.from(dynamodb, {
    marshallOptions: { removeUndefinedValues: true },
  });
  const integrations = createDynamoIntegrationStore(table, TABLE_NAME);
  const { integrationId, apiKey } = await connectedIntegration(integrations, now);
  const integration = await integrations.get(integrationId);
  const credentials = await createRoles(simulator, integration?.externalId ?? "");
  const blobs = createS3BlobStore(s3, BLOB_BUCKET_NAME);
  const shared = {
    images: createDynamoImageStore(table, TABLE_NAME),
    repositories: createDynamoRepositoryStore(table, TABLE_NAME),
    integrations,
    activity: createDynamoActivityStore(table, TABLE_NAME),
    requests: createSqsQueue<AnalysisMessage>(sqs, queues.analysis.url, () => "demo"),
    readModel: createSqsQueue<ReadModelChange>(sqs, queues["read-model"].url, () => "demo"),
    now,
    log: createMemoryLog(),
  };
  const analyzer = createHandler({
    ...shared,
    tags: createDynamoTagStore(table, TABLE_NAME),
    blobs,
    registry: createEcrRegistryAccess({
      sessions: createRoleSessions(new STSClient(clientOptions(simulator, credentials)), now),
      createEcrClient: (region, session) =>
        new ECRClient({ ...clientOptions(simulator, session), region }),
      // Without TLS, which belongs to local mode; that test is test/e2e's.
      openRegistry: (options) =>
        openRegistry({
          ...options,
          registry: new URL(simulator.registryEndpoint).host,
          plainHttp: true,
          allowedPrivateHosts,
        }),
    }),
    largeRequests: createSqsQueue<AnalysisMessage>(sqs, queues["large-analysis"].url),
    sizeClass: "small",
    analyzerVersion: "1",
    buildInventory: (source, manifest, { organizationId, digest, signal, onProgress }) =>
      inventoryOfImage(source, manifest, digest, {
        ecosystems,
        detectors,
        analyzerVersion: "1",
        cache: createBlobLayerCache(blobs, organizationId),
        signal,
        onProgress,
      }),
    match: (inventory) =>
      matchInventory(
        inventory,
        { open: () => Promise.resolve(undefined) },
        { ecosystems, matchedAt: now().toISOString() },
      ),
    requestAdvisories: () => Promise.resolve(),
    maxReceiveCount: 5,
    postpone: createSqsPostpone(sqs, queues.analysis.url),
    random: Math.random,
  });
  const receive = async (url: string): Promise<string[]> => {
    const command = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await sqs.send(command);
    return Messages.map(({ Body = "" }) => Body);
  };
  return {
    simulator,
    apiKey,
    analyzer,
    push: createPushHandler({
      ...shared,
      reconcile: createSqsQueue<ReconcileMessage>(sqs, queues.reconcile.url),
    }),
    shared,
    queues,
    receive,
    blobs,
  };
}

async function pushByClient(registry: string): Promise<void> {
  for (const [digest, bytes] of IMAGE.blobs) {
    const mediaType = "application/octet-stream";
    await pushBlob(registry, REPOSITORY, {
      bytes,
      descriptor: { mediaType, digest, size: bytes.length },
    });
  }
  const { bytes, mediaType, digest } = IMAGE.manifest;
  const content = { bytes, descriptor: { mediaType, digest, size: bytes.length } };
  expect((await putManifest(registry, REPOSITORY, "latest", content)).status).toBe(201);
}

test("an image goes from a push to its results through the simulated AWS", async () => {
  const { simulator, apiKey, push, analyzer, shared, queues, receive, blobs } = await setUp();
  await pushByClient(simulator.registryEndpoint);
  const { digest } = IMAGE.manifest;
  const event = imageActionEvent({ action: "PUSH", digest, repository: REPOSITORY, tag: "latest" });
  const request = restRequest({ "x-scout-api-key": apiKey }, JSON.stringify(event));
  expect((await push(request)).statusCode).toBe(202);

  const bodies = await receive(queues.analysis.url);
  expect(bodies).toHaveLength(1);
  expect(await analyzer(sqsEvent(bodies), lambdaContext())).toEqual({ batchItemFailures: [] });

  const record = await shared.images.get(keyOf(digest));
  expect(record).toMatchObject({
    state: "analyzed",
    kind: "image",
    tags: ["latest"],
    platform: "linux/amd64",
    packageCount: 1,
    assessed: [{ ecosystem: "npm", coverage: "not-assessed", packageCount: 1 }],
  });
  const inventory = await blobs.get(record?.inventoryKey ?? "");
  expect(JSON.parse(inventory?.toString() ?? "")).toMatchObject({
    digest,
    packages: [{ purl: "pkg:npm/lodash@4.17.20" }],
  });
  const bytesPulled = IMAGE.layers.reduce((sum, { size }) => sum + size, 0);
  expect(await shared.activity.usage(record?.integrationId ?? "", 1)).toMatchObject([
    { events: 1, analyses: 1, bytesPulled, bytesKnown: 0 },
  ]);
  const changes = await receive(queues["read-model"].url);
  expect(new Set(changes)).toEqual(new Set([JSON.stringify({ kind: "image", ...keyOf(digest) })]));
});

test("a role that another external ID opens is not assumed", async () => {
  const { simulator, analyzer, shared } = await setUp();
  await pushByClient(simulator.registryEndpoint);
  const { digest } = IMAGE.manifest;
  const stranger = await connectedIntegration(shared.integrations, () => new Date(0));
  const request = {
    ...keyOf(digest),
    integrationId: stranger.integrationId,
    cause: "push",
    requestedAt: now().toISOString(),
  };
  const answer = await analyzer(sqsEvent([JSON.stringify(request)]), lambdaContext());
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(await shared.images.get(keyOf(digest))).toMatchObject({
    state: "failed",
    stateReason: expect.stringContaining(CONNECTION.roleArn),
  });
});

test("a registry that leads to a private address is not followed", async () => {
  const { simulator, apiKey, push, analyzer, shared, queues, receive } = await setUp([]);
  await pushByClient(simulator.registryEndpoint);
  const { digest } = IMAGE.manifest;
  const event = imageActionEvent({ action: "PUSH", digest, repository: REPOSITORY });
  await push(restRequest({ "x-scout-api-key": apiKey }, JSON.stringify(event)));
  await analyzer(sqsEvent(await receive(queues.analysis.url)), lambdaContext());
  expect(await shared.images.get(keyOf(digest))).toMatchObject({
    state: "failed",
    stateReason: expect.stringContaining("not on the public internet"),
  });
});
