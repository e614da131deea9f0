import { describe, expect, test } from "@jest/globals";
import { CheckEnv } from "../../../lambdas/check/env.ts";
import { createHandler } from "../../../lambdas/check/handler.ts";
import { createCheckWorld } from "../../fixtures/check-world.ts";
import { throttled } from "../../fixtures/customer-world.ts";
import { lambdaContext, sqsEvent } from "../../fixtures/lambda-events.ts";

function setUp() {
  const world = createCheckWorld();
  const postponed: number[] = [];
  const handler = createHandler({
    ...world.dependencies,
    maxReceiveCount: 8,
    postpone: (_, seconds) => {
      postponed.push(seconds);
      return Promise.resolve();
    },
    random: () => 0,
  });
  const { organizationId, integrationId } = world.integration;
  const requestedAt = world.clock.now.toISOString();
  const message = { organizationId, integrationId, requestedAt };
  const deliver = (bodies: readonly object[], receiveCount: number) =>
    handler(
      sqsEvent(
        bodies.map((body) => JSON.stringify(body)),
        receiveCount,
      ),
      lambdaContext(),
    );
  const send = (...bodies: object[]) => deliver(bodies, 1);
  return { world, message, postponed, send, deliver };
}

describe("the check function", () => {
  test("does what its messages ask for", async () => {
    const { world, message, send } = setUp();
    const answer = await send(
      { kind: "check", ...message },
      { kind: "rotate", force: true, ...message },
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(world.report()?.outcome).toBe("ok");
    expect(world.stack.keyInUse).toBeDefined();
  });

  test("has what may pass tried again, as soon as it makes sense", async () => {
    const { world, message, send, postponed } = setUp();
    world.stack.authorization = { state: "AUTHORIZING" };
    const failed = { batchItemFailures: [{ itemIdentifier: "m0" }] };
    expect(await send({ kind: "rotate", force: true, ...message })).toEqual(failed);
    expect(postponed).toEqual([10]);
    world.stack.refusals.set("stack", throttled());
    expect(await send({ kind: "check", ...message })).toEqual(failed);
    expect(postponed).toHaveLength(2);
  });

  test("says of its last attempt that it did not come to an end, and leaves it to the operator", async () => {
    const { world, message, deliver } = setUp();
    world.stack.refusals.set("stack", throttled());
    const failed = { batchItemFailures: [{ itemIdentifier: "m0" }] };
    expect(await deliver([{ kind: "check", ...message }], 7)).toEqual(failed);
    expect(world.report()).toBeUndefined();
    expect(await deliver([{ kind: "check", ...message }], 8)).toEqual(failed);
    expect(world.report()).toMatchObject({ outcome: "warning", findings: [{ code: "check" }] });
  });

  test("drops what is no message of its own", async () => {
    const { world, message, send } = setUp();
    expect(await send({ kind: "other", ...message })).toEqual({ batchItemFailures: [] });
    expect(world.log.lines.at(-1)).toMatchObject({ message: "message dropped" });
  });
});

test("the environment may be silent of what is not compared then", () => {
  const needed = { TABLE_NAME: "table", CHECK_QUEUE_URL: "https://sqs.example.com/1/check" };
  expect(CheckEnv.parse(needed)).toEqual({ ...needed, MAX_RECEIVE_COUNT: 8 });
  expect(CheckEnv.safeParse({ ...needed, CALLBACK_URL: "nowhere" }).success).toBe(false);
});
