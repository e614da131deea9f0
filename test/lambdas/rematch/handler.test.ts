import { expect, test } from "@jest/globals";
import type { RematchRequest } from "../../../core/contract/advisory-messages.ts";
import type { FindingReport } from "../../../core/contract/findings.ts";
import type { ReadModelChange } from "../../../core/contract/read-model-change.ts";
import { TransientError } from "../../../core/errors.ts";
import { inventoryKeyOf } from "../../../core/images/blob-keys.ts";
import type { StoredImage } from "../../../core/images/image-store.ts";
import type { ImageKey } from "../../../core/images/port.ts";
import { createHandler } from "../../../lambdas/rematch/handler.ts";
import { lambdaContext, sqsEvent } from "../../fixtures/lambda-events.ts";
import {
  createMemoryBlobStore,
  createMemoryLog,
  createMemoryQueue,
} from "../../fixtures/memory-ports.ts";

const KEY: ImageKey = {
  organizationId: "demo",
  registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
  repository: "app",
  digest: `sha256:${"a".repeat(64)}`,
};
const REPORT: FindingReport = {
  schemaVersion: 1,
  matchedAt: "2026-01-01T00:00:00.000Z",
  assessed: [],
  counts: { critical: 0, high: 2, medium: 0, low: 0, unspecified: 0 },
  findings: [],
};

function setUp(match: () => Promise<FindingReport> = () => Promise.resolve(REPORT)) {
  const requests = createMemoryQueue<RematchRequest>();
  const readModel = createMemoryQueue<ReadModelChange>();
  const log = createMemoryLog();
  const blobs = createMemoryBlobStore();
  const inventory = {
    schemaVersion: 1,
    analyzerVersion: "1",
    size: 0,
    layers: [],
    packages: [],
    warnings: [],
  };
  blobs.blobs.set(inventoryKeyOf(KEY), Buffer.from(JSON.stringify(inventory)));
  const image: StoredImage = {
    ...KEY,
    integrationId: "i",
    state: "analyzed",
    tags: [],
    indexDigests: [],
    version: 1,
    inventoryKey: inventoryKeyOf(KEY),
  };
  const handler = createHandler({
    requests,
    readModel,
    log,
    blobs,
    images: {
      get: ({ digest }) => Promise.resolve(digest === KEY.digest ? image : undefined),
      saveFindings: () => Promise.resolve(true),
    },
    match,
    imagesOfEcosystem: (organizationId, ecosystem) =>
      Promise.resolve(ecosystem === "npm" ? [{ ...KEY, organizationId }] : []),
    postpone: () => Promise.resolve(),
    random: () => 0,
  });
  return { handler, requests, readModel, log };
}

const imageRequest: RematchRequest = { kind: "image", ...KEY };

test("an ecosystem becomes one request for each image that holds packages of it", async () => {
  const { handler, requests, readModel } = setUp();
  const bodies = ["npm", "Go"].map((ecosystem) =>
    JSON.stringify({ kind: "ecosystem", ecosystem, organizationId: "demo" }),
  );
  expect(await handler(sqsEvent(bodies), lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(requests.messages).toEqual([imageRequest]);
  expect(readModel.messages).toEqual([]);
});

test("an image is matched again, an unknown one skipped", async () => {
  const { handler, readModel, log } = setUp();
  const unknown = { ...imageRequest, digest: `sha256:${"b".repeat(64)}` };
  const event = sqsEvent([imageRequest, unknown].map((body) => JSON.stringify(body)));
  expect(await handler(event, lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(readModel.messages).toEqual([{ kind: "image", ...KEY }]);
  expect(log.lines.map(({ message }) => message)).toEqual(["rematch finished", "rematch skipped"]);
  expect(log.lines[0]?.fields).toMatchObject({ repository: "app", vulnerabilities: { high: 2 } });
});

test("advisories that can't be had now bring only that image back", async () => {
  const { handler } = setUp(() => Promise.reject(new TransientError("s3-unavailable", "Later.")));
  const ecosystem = { kind: "ecosystem", ecosystem: "npm", organizationId: "demo" };
  const event = sqsEvent([JSON.stringify(imageRequest), JSON.stringify(ecosystem)]);
  expect(await handler(event, lambdaContext())).toEqual({
    batchItemFailures: [{ itemIdentifier: "m0" }],
  });
});
