import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import type { AnalysisMessage } from "../../../core/contract/analysis-request.ts";
import type { CheckMessage } from "../../../core/contract/check-message.ts";
import type { ReadModelChange } from "../../../core/contract/read-model-change.ts";
import type { ReconcileMessage } from "../../../core/contract/reconcile-message.ts";
import { formatApiKey, hashApiKey } from "../../../core/integrations/api-key.ts";
import { requestRotation } from "../../../core/integrations/request-care.ts";
import { createHandler } from "../../../lambdas/push-event/handler.ts";
import { createCheckWorld, SECRET_ARN } from "../../fixtures/check-world.ts";
import { recordedEvent } from "../../fixtures/ecr-events.ts";
import { restRequest } from "../../fixtures/lambda-events.ts";
import { memoryActivity } from "../../fixtures/memory-activity.ts";
import { createMemoryImageStore } from "../../fixtures/memory-image-store.ts";
import {
  createMemoryLog,
  createMemoryQueue,
  createMemoryRepositoryStore,
} from "../../fixtures/memory-ports.ts";

const PUSH = recordedEvent("image-push");
const DAY = 24 * 3600;
/** Events that are on their way at a time. */
const LOAD = 40;

/**
 * A connected stack whose Connection sends events, a function that takes them, and a function that
 * rotates: each of their calls gives way to the others.
 */
function setUp() {
  const first = formatApiKey("00000000000000a1", Buffer.alloc(32, 7));
  const createdAt = "2026-11-21T09:00:00.000Z";
  const keyHashes = [{ sha256: hashApiKey(first), createdAt, secretArn: SECRET_ARN }];
  const world = createCheckWorld();
  world.change({ keyHashes });
  const connection = { key: first };
  const [check, reconcile] = [
    createMemoryQueue<CheckMessage>(),
    createMemoryQueue<ReconcileMessage>(),
  ];
  const now = () => world.clock.now;
  const integrations = {
    ...world.integrations,
    async get(id: string) {
      await setImmediate();
      return world.integrations.get(id);
    },
  };
  const handler = createHandler({
    integrations,
    activity: memoryActivity(),
    images: createMemoryImageStore(),
    repositories: createMemoryRepositoryStore(),
    requests: createMemoryQueue<AnalysisMessage>(),
    readModel: createMemoryQueue<ReadModelChange>(),
    reconcile,
    now,
    log: createMemoryLog(),
  });
  const { inspection } = world.dependencies;
  const ports = {
    ...world.dependencies,
    integrations,
    inspection: {
      ...inspection,
      async updateConnection(...args: Parameters<typeof inspection.updateConnection>) {
        // EventBridge takes its time, in which events go on with the old key.
        for (let turn = 0; turn < 20; turn += 1) await setImmediate();
        await inspection.updateConnection(...args);
        connection.key = args[2];
        for (let turn = 0; turn < 20; turn += 1) await setImmediate();
      },
    },
  };

  async function sendWith(key: string): Promise<number> {
    return (await handler(restRequest({ "x-scout-api-key": key }, PUSH))).statusCode;
  }

  /** As EventBridge: again after 401, with the key that the Connection has by then. */
  async function deliver(statuses: number[]): Promise<number> {
    for (;;) {
      const status = await sendWith(connection.key);
      statuses.push(status);
      if (status !== 401) return status;
    }
  }

  return {
    world,
    first,
    connection,
    check,
    reconcile,
    now,
    integrations,
    ports,
    sendWith,
    deliver,
  };
}

type World = ReturnType<typeof setUp>;

/** Sends events and rotates at the same time. @returns how each event's sendings were answered */
async function underLoad(world: World, revokeOld: boolean) {
  const { check, reconcile, now, integrations, ports } = world;
  let isDone = false;
  const ends: number[] = [];
  const sendings: number[] = [];
  const pushing = Array.from({ length: LOAD }, async () => {
    while (!isDone) ends.push(await world.deliver(sendings));
  });
  const care = { integrations, check, reconcile, now };
  await setImmediate();
  await requestRotation(care, world.world.stored(), { revokeOld });
  const sinceAsked = sendings.length;
  const [message] = check.messages;
  const atOnce = await Promise.all(Array.from({ length: LOAD }, () => world.sendWith(world.first)));
  await world.world.deliver(message, ports);
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
  isDone = true;
  await Promise.all(pushing);
  return { ends, sendings, atOnce, sinceAsked };
}

describe("a key that is rotated under load", () => {
  test("is taken for the overlap beside the new one: no event is refused", async () => {
    const world = setUp();
    const { ends, sendings, atOnce } = await underLoad(world, false);
    expect(ends.length).toBeGreaterThan(LOAD);
    expect(new Set(sendings)).toEqual(new Set([202]));
    expect(new Set(atOnce)).toEqual(new Set([202]));
    expect(world.connection.key).not.toBe(world.first);
    expect(await world.sendWith(world.first)).toBe(202);
    world.world.pass(DAY);
    expect(await world.sendWith(world.first)).toBe(401);
    expect(await world.sendWith(world.connection.key)).toBe(202);
  });
});

describe("a leaked key that is revoked under load", () => {
  test("is refused at once and for good, and no event of the Connection is lost", async () => {
    const world = setUp();
    const { ends, sendings, atOnce, sinceAsked } = await underLoad(world, true);
    // Whoever has it gets nothing in, from the answer to the owner on.
    expect(new Set(atOnce)).toEqual(new Set([401]));
    // EventBridge repeats what was refused, with the new key as soon as it has it.
    expect(sendings.slice(sinceAsked)).toContain(401);
    expect(new Set(ends)).toEqual(new Set([202]));
    expect(await world.sendWith(world.connection.key)).toBe(202);
    // Nobody repeats 403: a flood by the leaked key stays what it is.
    const flood = await Promise.all(
      Array.from({ length: LOAD }, () => world.sendWith(world.first)),
    );
    expect(new Set(flood)).toEqual(new Set([403]));
  });

  test("has a comparison asked for, which finds what was pushed meanwhile all the same", async () => {
    const world = setUp();
    await underLoad(world, true);
    expect(world.reconcile.delayed).toMatchObject([
      { seconds: 300, message: { kind: "registry", compare: "recent" } },
    ]);
  });
});
