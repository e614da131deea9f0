import { randomBytes } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import type { AnalysisMessage } from "../../../core/contract/analysis-request.ts";
import type { ReadModelChange } from "../../../core/contract/read-model-change.ts";
import type { ReconcileMessage } from "../../../core/contract/reconcile-message.ts";
import { TransientError } from "../../../core/errors.ts";
import { formatApiKey } from "../../../core/integrations/api-key.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import { createHandler, type PushEventDependencies } from "../../../lambdas/push-event/handler.ts";
import { recordedEvent } from "../../fixtures/ecr-events.ts";
import { restRequest } from "../../fixtures/lambda-events.ts";
import { memoryActivity } from "../../fixtures/memory-activity.ts";
import { createMemoryImageStore } from "../../fixtures/memory-image-store.ts";
import { connectedIntegration, memoryIntegrations } from "../../fixtures/memory-integrations.ts";
import {
  createMemoryLog,
  createMemoryQueue,
  createMemoryRepositoryStore,
} from "../../fixtures/memory-ports.ts";

const PUSH = recordedEvent("image-push");
const HEADER = "x-scout-api-key";

async function setUp(
  change: Partial<Integration> = {},
  overrides: Partial<PushEventDependencies> = {},
) {
  const integrations = memoryIntegrations();
  const now = () => new Date("2026-11-21T12:00:00Z");
  const { integrationId, apiKey } = await connectedIntegration(integrations, now);
  const integration = integrations.rows.get(integrationId);
  if (integration === undefined) throw new Error("no integration");
  integrations.rows.set(integrationId, { ...integration, ...change });
  const requests = createMemoryQueue<AnalysisMessage>();
  const log = createMemoryLog();
  const activity = memoryActivity();
  const handler = createHandler({
    integrations,
    activity,
    images: createMemoryImageStore(),
    repositories: createMemoryRepositoryStore(),
    requests,
    readModel: createMemoryQueue<ReadModelChange>(),
    reconcile: createMemoryQueue<ReconcileMessage>(),
    now,
    log,
    ...overrides,
  });
  return { handler, apiKey, integrationId, requests, activity, log };
}

describe("an event with its integration's key", () => {
  test("is accepted, however the header is written", async () => {
    const { handler, apiKey, requests } = await setUp();
    for (const name of [HEADER, "X-Scout-Api-Key"]) {
      const answer = await handler(restRequest({ [name]: apiKey }, PUSH));
      expect(answer).toMatchObject({ statusCode: 202, body: '{"status":"accepted"}' });
    }
    expect(requests.messages).toHaveLength(2);
  });

  test("may come in base64", async () => {
    const { handler, apiKey } = await setUp();
    const body = Buffer.from(PUSH).toString("base64");
    const request = { ...restRequest({ [HEADER]: apiKey }, body), isBase64Encoded: true };
    expect(await handler(request)).toMatchObject({ statusCode: 202 });
  });

  test("that is none of our business is accepted, and its reason logged", async () => {
    const { handler, apiKey, log } = await setUp();
    const scan = recordedEvent("image-scan");
    const answer = await handler(restRequest({ [HEADER]: apiKey }, scan));
    expect(answer).toMatchObject({ statusCode: 202, body: '{"status":"ignored"}' });
    expect(log.lines).toMatchObject([
      { message: "event ignored", fields: { reason: expect.stringContaining("ECR Image Scan") } },
    ]);
  });
});

describe("an integration's activity", () => {
  test("counts each event that came with its key, also one that is ignored", async () => {
    const { handler, apiKey, integrationId, activity } = await setUp();
    for (const event of [PUSH, recordedEvent("image-scan")]) {
      await handler(restRequest({ [HEADER]: apiKey }, event));
    }
    await handler(restRequest({ [HEADER]: "unknown" }, PUSH));
    expect(activity.months.get(integrationId)).toMatchObject([{ month: "2026-11", events: 2 }]);
    expect(await activity.get(integrationId)).toMatchObject({
      lastEventAt: "2026-11-21T12:00:00.000Z",
    });
  });

  test("that can't be counted fails no event", async () => {
    const activity = { eventCame: () => Promise.reject(new TransientError("throttled", "No.")) };
    const { handler, apiKey, requests, log } = await setUp({}, { activity });
    expect(await handler(restRequest({ [HEADER]: apiKey }, PUSH))).toMatchObject({
      statusCode: 202,
    });
    expect(requests.messages).toHaveLength(1);
    expect(log.lines).toMatchObject([
      { level: "warn", message: "activity not counted" },
      { message: "event accepted" },
    ]);
  });
});

describe("refused for good, so that EventBridge drops it", () => {
  test.each([
    ["nothing", null],
    ["no JSON", "{"],
    ["no event", "{}"],
  ])("%s: 400", async (_, body) => {
    const { handler, apiKey } = await setUp();
    const answer = await handler(restRequest({ [HEADER]: apiKey }, body));
    expect(answer.statusCode).toBe(400);
    expect(answer.headers).toEqual({ "content-type": "application/problem+json" });
  });

  test("another account's event: 403", async () => {
    const { handler, apiKey, requests } = await setUp();
    const foreign = PUSH.replaceAll("222222222222", "333333333333");
    const answer = await handler(restRequest({ [HEADER]: apiKey }, foreign));
    expect(answer.statusCode).toBe(403);
    expect(requests.messages).toEqual([]);
  });

  test("a removed integration: 410", async () => {
    const { handler, apiKey } = await setUp({ removedAt: "2026-11-20T00:00:00Z" });
    const answer = await handler(restRequest({ [HEADER]: apiKey }, PUSH));
    expect(answer.statusCode).toBe(410);
  });

  test("more than EventBridge sends: 413", async () => {
    const { handler, apiKey } = await setUp();
    const body = JSON.stringify({ padding: "x".repeat(1024 * 1024) });
    const answer = await handler(restRequest({ [HEADER]: apiKey }, body));
    expect(answer.statusCode).toBe(413);
  });
});

describe("refused for now, so that EventBridge tries again", () => {
  test("no key, a key of no form, of nobody, and a wrong secret: 401, all with the same answer", async () => {
    const { handler, integrationId } = await setUp();
    const keys = [
      {},
      { [HEADER]: "key" },
      { [HEADER]: formatApiKey("f".repeat(16), randomBytes(32)) },
      { [HEADER]: formatApiKey(integrationId, randomBytes(32)) },
    ];
    const answers = await Promise.all(keys.map((key) => handler(restRequest(key, PUSH))));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 401]);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  });

  test("an integration whose stack is not complete: 409", async () => {
    const { handler, apiKey } = await setUp({ connection: undefined } as object);
    const answer = await handler(restRequest({ [HEADER]: apiKey }, PUSH));
    expect(answer.statusCode).toBe(409);
  });

  test.each([
    [new TransientError("sqs-unavailable", "secret detail"), 503],
    [new Error("secret detail"), 500],
  ])("%s: %d, and nothing of it leaves the service", async (error, status) => {
    const requests = createMemoryQueue<AnalysisMessage>();
    requests.send = () => Promise.reject(error);
    const { handler, apiKey, log } = await setUp({}, { requests });
    const answer = await handler(restRequest({ [HEADER]: apiKey }, PUSH));
    expect(answer.statusCode).toBe(status);
    expect(answer.body).not.toContain("secret detail");
    expect(log.lines.at(-1)).toMatchObject({ level: "error", fields: { error } });
  });
});
