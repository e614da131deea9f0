import { afterEach, expect, test } from "@jest/globals";
import { createEcr } from "../../../simulator/ecr/create-ecr.ts";
import type { RegistryListeners } from "../../../simulator/ecr/listen-registry.ts";
import type { BusEvent } from "../../../simulator/eventbridge/event.ts";
import type { Caller, Document } from "../../../simulator/service.ts";
import { openDatabase } from "../../../simulator/state/database.ts";
import { REGION, temporaryFolder, THEIRS } from "../start.ts";
import { image, index, pushImage, putManifest, TYPES } from "./oci-client.ts";

const caller: Caller = {
  accountId: THEIRS.accountId,
  region: REGION,
  arn: "arn:aws:sts::222222222222:assumed-role/admin/me",
  principalArn: "arn:aws:iam::222222222222:role/admin",
  accessKeyId: "ASIA",
};
const open: RegistryListeners[] = [];

/** An ECR by itself whose events are kept. */
async function startEcr() {
  const events: BusEvent[] = [];
  const directory = await temporaryFolder();
  const ecr = createEcr({
    directory,
    database: openDatabase(directory),
    registries: [],
    authorize: () => undefined,
    publish: (event) => {
      events.push(event);
      return Promise.resolve();
    },
    now: () => new Date("2026-01-02T03:04:05.678Z"),
  });
  const listeners = await ecr.listen({
    registryPort: 0,
    localRegistry: { accountId: THEIRS.accountId, region: REGION },
  });
  open.push(listeners);
  return {
    events,
    registry: `http://127.0.0.1:${listeners.registryPort}`,
    call: (name: string, input: Document) =>
      ecr.service.operations[name]?.(input, caller, new AbortController().signal),
  };
}

afterEach(async () => {
  for (const listeners of open.splice(0)) await listeners.close();
});

/** The part of `ECR Image Action` that differs. */
const details = (events: readonly BusEvent[]) =>
  events.map(({ detail }) => [detail["action-type"], detail["image-digest"], detail["image-tag"]]);

test("a push of a tag, exactly as AWS documents and sends it", async () => {
  const { events, registry } = await startEcr();
  const digest = await pushImage(registry, "team/app", "1", "a");
  expect(events).toEqual([
    {
      version: "0",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      "detail-type": "ECR Image Action",
      source: "aws.ecr",
      account: THEIRS.accountId,
      time: "2026-01-02T03:04:05Z",
      region: REGION,
      resources: [],
      detail: {
        "action-type": "PUSH",
        result: "SUCCESS",
        "repository-name": "team/app",
        "image-digest": digest,
        "image-tag": "1",
        "manifest-media-type": TYPES.manifest,
        "artifact-media-type": TYPES.config,
      },
    },
  ]);
});

test("a multi-platform push: children without a tag, then the index", async () => {
  const { events, registry } = await startEcr();
  const child = image("a").manifest;
  await pushImage(registry, "team/app", child.descriptor.digest, "a");
  const list = index([child]);
  await putManifest(registry, "team/app", "1", list);
  expect(details(events)).toEqual([
    ["PUSH", child.descriptor.digest, ""],
    ["PUSH", list.descriptor.digest, "1"],
  ]);
  expect(events[1]?.detail).toMatchObject({ "manifest-media-type": TYPES.index });
  expect(events[1]?.detail).not.toHaveProperty("artifact-media-type");
});

test("a tag that moves: only the new image has an event", async () => {
  const { events, registry } = await startEcr();
  await pushImage(registry, "team/app", "1", "a");
  const newer = await pushImage(registry, "team/app", "1", "b");
  expect(details(events).slice(1)).toEqual([["PUSH", newer, "1"]]);
});

test("deletes, by tag and of an untagged image", async () => {
  const { events, registry, call } = await startEcr();
  const tagged = await pushImage(registry, "team/app", "1", "a");
  const untagged = await pushImage(
    registry,
    "team/app",
    image("b").manifest.descriptor.digest,
    "b",
  );
  await call("BatchDeleteImage", {
    repositoryName: "team/app",
    imageIds: [{ imageTag: "1" }, { imageDigest: untagged }],
  });
  expect(details(events).slice(2)).toEqual([
    ["DELETE", tagged, "1"],
    ["DELETE", untagged, ""],
  ]);
});

test("a deleted repository: CloudTrail's record, and nothing for its images", async () => {
  const { events, registry, call } = await startEcr();
  await pushImage(registry, "team/app", "1", "a");
  await call("DeleteRepository", { repositoryName: "team/app", force: true });
  expect(events.slice(1)).toMatchObject([
    {
      "detail-type": "AWS API Call via CloudTrail",
      source: "aws.ecr",
      account: THEIRS.accountId,
      detail: {
        eventSource: "ecr.amazonaws.com",
        eventName: "DeleteRepository",
        awsRegion: REGION,
        userIdentity: { type: "AssumedRole", arn: caller.arn },
        requestParameters: { repositoryName: "team/app", force: true },
        responseElements: {
          repository: { registryId: THEIRS.accountId, repositoryName: "team/app" },
        },
        eventType: "AwsApiCall",
        recipientAccountId: THEIRS.accountId,
      },
    },
  ]);
  expect(events[1]?.detail).not.toHaveProperty("errorCode");
});

test("the same push again is told again, a refused one is not", async () => {
  const { events, registry } = await startEcr();
  await pushImage(registry, "team/app", "1", "a");
  await pushImage(registry, "team/app", "1", "a");
  await putManifest(registry, "team/app", "1", image("unknown").manifest);
  expect(events).toHaveLength(2);
});
