import { describe, expect, test } from "@jest/globals";
import type { AnalysisMessage } from "../../../core/contract/analysis-request.ts";
import type { ReadModelChange } from "../../../core/contract/read-model-change.ts";
import type { ReconcileMessage } from "../../../core/contract/reconcile-message.ts";
import { handleEcrEvent, type PushDependencies } from "../../../core/images/push.ts";
import type { RepositoryRecord } from "../../../core/images/repository-store.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import { imageActionEvent, recordedEvent } from "../../fixtures/ecr-events.ts";
import { digestOf } from "../../fixtures/fake-registry.ts";
import { createMemoryImageStore } from "../../fixtures/memory-image-store.ts";
import { connectedIntegration, memoryIntegrations } from "../../fixtures/memory-integrations.ts";
import { createMemoryQueue, createMemoryRepositoryStore } from "../../fixtures/memory-ports.ts";

const NOW = "2026-11-21T12:00:02.000Z";
const DIGEST = digestOf("image");

async function setUp(activation: Integration["activation"] = "all") {
  const integrations = memoryIntegrations();
  const now = () => new Date(NOW);
  const { integrationId } = await connectedIntegration(integrations, now, activation);
  const integration = await integrations.get(integrationId);
  if (integration === undefined) throw new Error("no integration");
  const dependencies = {
    images: createMemoryImageStore(),
    repositories: createMemoryRepositoryStore(),
    requests: createMemoryQueue<AnalysisMessage>(),
    readModel: createMemoryQueue<ReadModelChange>(),
    reconcile: createMemoryQueue<ReconcileMessage>(),
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
});

describe("a push where repositories are chosen", () => {
  const key = {
    organizationId: "demo",
    registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
    repository: "team/web",
  };

  test("makes its repository known, that it can be chosen, and analyses nothing", async () => {
    const { dependencies, integration, handle } = await setUp("selected");
    expect(await handle(recorded("image-push"))).toMatchObject({
      kind: "ignored",
      reason: expect.stringContaining("not activated"),
    });
    expect(dependencies.requests.messages).toEqual([]);
    expect(await dependencies.repositories.get(key)).toEqual({
      ...key,
      integrationId: integration.integrationId,
      activated: false,
      firstSeenAt: NOW,
    });
    // Announced before it is written, and looked at after: no crash in between loses it.
    expect(dependencies.readModel.messages).toEqual([]);
    expect(dependencies.readModel.delayed).toEqual([
      { message: { kind: "repository-record", ...key }, seconds: 8 },
    ]);
  });

  test("costs one read from then on, however often it comes", async () => {
    const { dependencies, integration } = await setUp("selected");
    const calls: string[] = [];
    const counted = {
      ...dependencies,
      repositories: {
        get: (one: typeof key) => (calls.push("get"), dependencies.repositories.get(one)),
        ensure: (one: RepositoryRecord) => (
          calls.push("ensure"),
          dependencies.repositories.ensure(one)
        ),
      },
    };
    for (let push = 0; push < 4; push += 1) {
      await handleEcrEvent(counted, integration, recorded("image-push"));
    }
    expect(calls).toEqual(["get", "ensure", "get", "get", "get"]);
    expect(dependencies.readModel.delayed).toHaveLength(1);
  });

  test("that dies before its repository is written makes it known the next time", async () => {
    const { dependencies, integration, handle } = await setUp("selected");
    const repositories = {
      ...dependencies.repositories,
      ensure: () => Promise.reject(new Error("killed")),
    };
    const died = { ...dependencies, repositories };
    await expect(handleEcrEvent(died, integration, recorded("image-push"))).rejects.toThrow();
    await handle(recorded("image-push"));
    expect(await dependencies.repositories.get(key)).toBeDefined();
  });

  test("alone makes it known: a deletion may be of the whole repository", async () => {
    const { dependencies, handle } = await setUp("selected");
    expect(await handle(recorded("image-delete"))).toMatchObject({ kind: "ignored" });
    expect(dependencies.repositories.rows.size).toBe(0);
    expect(dependencies.readModel.delayed).toEqual([]);
  });

  test("is analysed once its repository is chosen", async () => {
    const { dependencies, handle } = await setUp("selected");
    await handle(recorded("image-push"));
    await dependencies.repositories.update(key, { activated: true });
    expect(await handle(recorded("image-push"))).toEqual({ kind: "accepted" });
    expect(dependencies.requests.messages).toHaveLength(1);
  });

  test.each([
    ["team/*", "accepted"],
    ["other/*", "ignored"],
  ])("is analysed by its name alone where a pattern says so: %s: %s", async (pattern, kind) => {
    const { dependencies, integration } = await setUp("selected");
    const activationPatterns = [{ pattern, since: NOW }];
    const patterned = { ...integration, activationPatterns };
    const event = recorded("image-push");
    expect(await handleEcrEvent(dependencies, patterned, event)).toMatchObject({ kind });
  });

  test.each(["image-push", "image-delete"] as const)(
    "of a repository out of the integration's scope is nobody's: %s",
    async (name) => {
      const { dependencies, integration } = await setUp("all");
      const scoped = { ...integration, scope: ["other/*", "team/web2"] };
      expect(await handleEcrEvent(dependencies, scoped, recorded(name))).toMatchObject({
        kind: "ignored",
        reason: expect.stringContaining("scope"),
      });
      expect(dependencies.requests.messages).toEqual([]);
      expect(dependencies.repositories.rows.size).toBe(0);
    },
  );

  test("is analysed everywhere else without a look at its repository", async () => {
    const { dependencies, handle } = await setUp("all");
    await dependencies.repositories.ensure({
      ...key,
      integrationId: "i",
      activated: false,
      firstSeenAt: NOW,
    });
    expect(await handle(recorded("image-push"))).toEqual({ kind: "accepted" });
  });
});

test("a deletion is asked about, and nothing else", async () => {
  const { dependencies, handle } = await setUp();
  await handle(recorded("image-delete"));
  expect(dependencies.requests.messages).toMatchObject([{ cause: "delete" }]);
  expect(dependencies.images.rows.size).toBe(0);
});

test("the deletion of a repository is one message for its images, and one for itself", async () => {
  const { dependencies, handle } = await setUp();
  await handle(recorded("repository-deleted"));
  expect(dependencies.requests.messages).toMatchObject([
    { scope: "repository", repository: "team/web", requestedAt: NOW },
  ]);
  expect(dependencies.reconcile.messages).toMatchObject([
    { kind: "deleted", repository: "team/web", requestedAt: NOW },
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
