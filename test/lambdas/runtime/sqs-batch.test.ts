import { describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { PermanentError, TransientError } from "../../../core/errors.ts";
import { createSqsBatchHandler, type Delivery } from "../../../lambdas/runtime/sqs-batch.ts";
import { lambdaContext, sqsEvent } from "../../fixtures/lambda-events.ts";
import { createMemoryLog } from "../../fixtures/memory-ports.ts";

const Message = z.object({ name: z.string() });

/** A handler of messages that fail as their name says. */
function setUp(failures: Readonly<Record<string, Error>> = {}, inParallel = false) {
  const log = createMemoryLog();
  const handled: [string, Delivery][] = [];
  const postponed: [string, number][] = [];
  const handler = createSqsBatchHandler({
    schema: Message,
    log,
    random: () => 0.999,
    inParallel,
    postpone(receipt, seconds) {
      postponed.push([receipt, seconds]);
      return Promise.resolve();
    },
    handle({ name }, delivery) {
      handled.push([name, delivery]);
      const failure = failures[name];
      return failure === undefined ? Promise.resolve() : Promise.reject(failure);
    },
  });
  return { handler, log, handled, postponed };
}

function bodies(...names: readonly string[]): string[] {
  return names.map((name) => JSON.stringify({ name }));
}

describe("a batch", () => {
  test.each([false, true])(
    "fails in parts: one bad of three (in parallel: %s)",
    async (parallel) => {
      const failure = new TransientError("busy", "Later.");
      const { handler, handled, postponed } = setUp({ b: failure }, parallel);
      expect(await handler(sqsEvent(bodies("a", "b", "c")), lambdaContext())).toEqual({
        batchItemFailures: [{ itemIdentifier: "m1" }],
      });
      expect(handled.map(([name]) => name)).toEqual(["a", "b", "c"]);
      expect(postponed).toEqual([["receipt of m1", 15]]);
    },
  );

  test("that fails as a whole is reported, not thrown", async () => {
    const { handler } = setUp({ a: new Error("a bug") });
    expect(await handler(sqsEvent(bodies("a")), lambdaContext())).toEqual({
      batchItemFailures: [{ itemIdentifier: "m0" }],
    });
  });

  test("says which delivery it is, and how often it came", async () => {
    const { handler, handled } = setUp();
    await handler(sqsEvent(bodies("a"), 3), lambdaContext(1234));
    const delivery = handled[0]?.[1];
    expect(delivery).toMatchObject({ id: "request/m0", receiveCount: 3 });
    expect(delivery?.remainingMilliseconds()).toBe(1234);
  });
});

describe("a message", () => {
  test.each(["not JSON", "[]", '{"name":1}'])(
    "that is none of ours is dropped: %s",
    async (body) => {
      const { handler, log, handled } = setUp();
      expect(await handler(sqsEvent([body]), lambdaContext())).toEqual({ batchItemFailures: [] });
      expect(handled).toEqual([]);
      expect(log.lines).toMatchObject([{ level: "error", message: "message dropped" }]);
    },
  );

  test("that fails for good is done", async () => {
    const { handler, log, postponed } = setUp({ a: new PermanentError("x", "No.") });
    const answer = await handler(sqsEvent(bodies("a")), lambdaContext());
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(postponed).toEqual([]);
    expect(log.lines).toMatchObject([{ message: "message given up", fields: { reason: "No." } }]);
  });

  test("waits longer each time, and as long as the other side asks for", async () => {
    const later = new TransientError("throttled", "Later.", { retryAfterSeconds: 600 });
    const { handler, postponed } = setUp({ a: new Error("x"), b: later });
    await handler(sqsEvent(bodies("a", "b"), 4), lambdaContext());
    expect(postponed).toEqual([
      ["receipt of m0", 120],
      ["receipt of m1", 600],
    ]);
  });

  test("that can't be postponed returns all the same", async () => {
    const log = createMemoryLog();
    const handler = createSqsBatchHandler({
      schema: Message,
      log,
      random: () => 0,
      postpone: () => Promise.reject(new Error("no right to")),
      handle: () => Promise.reject(new Error("x")),
    });
    expect(await handler(sqsEvent(bodies("a")), lambdaContext())).toEqual({
      batchItemFailures: [{ itemIdentifier: "m0" }],
    });
    expect(log.lines.at(-1)).toMatchObject({ message: "message visibility not changed" });
  });
});
