import { describe, expect, test } from "@jest/globals";
import type { AnalysisMessage } from "../../../core/contract/analysis-request.ts";
import type { ReadModelChange } from "../../../core/contract/read-model-change.ts";
import { handleEcrEvent, type PushDependencies } from "../../../core/images/push.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import { imageActionEvent, recordedEvent } from "../../fixtures/ecr-events.ts";
import { digestOf } from "../../fixtures/fake-registry.ts";
import { createMemoryImageStore } from "../../fixtures/memory-image-store.ts";
import {
  connectedIntegration,
  createMemoryIntegrationStore,
  createMemoryQueue,
  createMemoryRepositoryStore,
} from "../../fixtures/memory-ports.ts";

const NOW = "2026-11-21T12:00:02.000Z";
const DIGEST = digestOf("image");

async function setUp(activation: Integration["activation"] = "all") {
  const integrations = createMemoryIntegrationStore();
  const now = () => new Date(NOW);
  const { integrationId } = await connectedIntegration(integrations, now, activation);
  const integration = await integrations.get(integrationId);
  if (integration === undefined) throw new Error("no integration");
  const dependencies = {
    images: createMemoryImageStore(),
    repositories: createMemoryRepositoryStore(),
    requests: createMemoryQueue<AnalysisMessage>(),
    readModel: createMemoryQueue<ReadModelChange>(),
    now,
  } satisfies PushDependencies;
  const handle = (event: unknown) => handleEcrEvent(dependencies, integration, event);
  return { dependencies, integration, handle };
}

function recorded(name: Parameters<typeof recordedEvent>[0]): unknown {
  return JSON.parse(recordedEvent(name));
}

describe("a push", () => {
  test("asks for an analysis, then records what it knows", async () => {
    const { dependencies, integration, handle } = await setUp();
    expect(await handle(recorded("image-push"))).toEqual({ kind: "accepted" });
    const digest = "sha256:7f5b2640fe6fb4f46592dfd3410c4a79dac4f89e4782432e0378abcd1234ef56";
    const key = {
      organizationId: "demo",
      registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
      repository: "team/web",
      digest,
    };
    expect(dependencies.requests.messages).toEqual([
      {
        ...key,
        integrationId: integration.integrationId,
        tag: "latest",
        cause: "push",
        eventId: "13cde686-328b-6117-af20-0e5566167482",
        requestedAt: NOW,
      },
    ]);
    expect(await dependencies.images.get(key)).toMatchObject({ state: "queued" });
    expect(dependencies.readModel.messages).toEqual([{ kind: "image", ...key }]);
    expect([...dependencies.repositories.rows.values()]).toMatchObject([
      { repository: "team/web", activated: false, firstSeenAt: NOW },
    ]);
  });

  test("without a tag has an empty one, which is none; an index is known by its media type", async () => {
    const { dependencies, handle } = await setUp();
    await handle(recorded("image-push-untagged"));
    expect(dependencies.requests.messages[0]).not.toHaveProperty("tag");
    expect([...dependencies.images.rows.values()][0]?.image).toMatchObject({ kind: "index" });
  });

  test("that comes twice asks twice, and marks once", async () => {
    const { dependencies, handle } = await setUp();
    await handle(recorded("image-push"));
    await handle(recorded("image-push"));
    expect(dependencies.requests.messages).toHaveLength(2);
    expect([...dependencies.images.rows.values()][0]?.image.version).toBe(1);
  });

  test.each(["analyzed", "analyzing", "queued"] as const)(
    "does not undo the state %s",
    async (state) => {
      const { dependencies, handle } = await setUp();
      await handle(recorded("image-push"));
      const row = [...dependencies.images.rows.values()][0];
      if (row) row.image = { ...row.image, state };
      await handle(recorded("image-push"));
      expect([...dependencies.images.rows.values()][0]?.image.state).toBe(state);
    },
  );

  test("is ignored where its repository was not chosen", async () => {
    const { dependencies, integration, handle } = await setUp("selected");
    const event = recorded("image-push");
    expect(await handle(event)).toMatchObject({
      kind: "ignored",
      reason: expect.stringContaining("not activated"),
    });
    expect(dependencies.requests.messages).toEqual([]);
    await dependencies.repositories.ensure({
      organizationId: "demo",
      registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
      repository: "team/web",
      integrationId: integration.integrationId,
      activated: true,
      firstSeenAt: NOW,
    });
    expect(await handle(event)).toEqual({ kind: "accepted" });
  });
});

test("a deletion is asked about, and nothing else", async () => {
  const { dependencies, handle } = await setUp();
  await handle(recorded("image-delete"));
  expect(dependencies.requests.messages).toMatchObject([{ cause: "delete" }]);
  expect(dependencies.images.rows.size).toBe(0);
});

test("the deletion of a repository is one message, whatever it held", async () => {
  const { dependencies, handle } = await setUp();
  await handle(recorded("repository-deleted"));
  expect(dependencies.requests.messages).toMatchObject([
    { scope: "repository", repository: "team/web", requestedAt: NOW },
  ]);
});

describe("what is none of our business is accepted and ignored", () => {
  const image = { action: "PUSH", digest: DIGEST, repository: "team/web" };
  test.each([
    ["another type", recorded("image-scan"), "ECR Image Scan"],
    ["another action", imageActionEvent({ ...image, action: "UPDATE_STORAGE_CLASS" }), "UPDATE"],
    ["a failure", imageActionEvent({ ...image, result: "FAILED" }), "FAILED"],
    ["another source", { ...imageActionEvent(image), source: "aws.s3" }, "aws.s3"],
    [
      "another call",
      {
        ...(recorded("repository-deleted") as object),
        detail: { eventSource: "ecr.amazonaws.com", eventName: "CreateRepository" },
      },
      "CloudTrail",
    ],
  ])("%s", async (_, event, reason) => {
    const { dependencies, handle } = await setUp();
    expect(await handle(event)).toEqual({
      kind: "ignored",
      reason: expect.stringContaining(reason),
    });
    expect(dependencies.requests.messages).toEqual([]);
  });
});

describe("refused", () => {
  const image = { action: "PUSH", digest: DIGEST, repository: "team/web" };
  test.each([
    ["nothing", undefined],
    ["text", "event"],
    ["no detail", { ...imageActionEvent(image), detail: undefined }],
    ["a digest that is none", imageActionEvent({ ...image, digest: "sha256:1" })],
    ["a wildcard as repository", imageActionEvent({ ...image, repository: "*" })],
    ["a separator of our keys", imageActionEvent({ ...image, repository: "a#IMAGE" })],
    ["a tag without end", imageActionEvent({ ...image, tag: "a".repeat(301) })],
    ["a tag that steers terminals", imageActionEvent({ ...image, tag: "1\u001b[31m" })],
    ["an identifier without end", { ...imageActionEvent(image), id: "a".repeat(129) }],
    ["a name without end", imageActionEvent({ ...image, repository: "a".repeat(300) })],
  ])("a malformed event: %s", async (_, event) => {
    const { handle } = await setUp();
    await expect(handle(event)).rejects.toMatchObject({ code: "malformed-event" });
  });

  test.each([{ account: "333333333333" }, { region: "eu-west-1" }])(
    "an event of another registry: %j",
    async (change) => {
      const { dependencies, handle } = await setUp();
      const event = { ...imageActionEvent(image), ...change };
      await expect(handle(event)).rejects.toMatchObject({ code: "foreign-event" });
      expect(dependencies.requests.messages).toEqual([]);
    },
  );

  test("an event of an integration without a stack", async () => {
    const { dependencies, integration } = await setUp();
    const { connection, ...pending } = integration;
    const attempt = handleEcrEvent(dependencies, pending, imageActionEvent(image));
    await expect(attempt).rejects.toMatchObject({ code: "not-connected" });
  });
});
