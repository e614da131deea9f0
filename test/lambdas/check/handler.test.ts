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
    postpone: (_, seconds) => {
      postponed.push(seconds);
      return Promise.resolve();
    },
    random: () => 0,
  });
  const { organizationId, integrationId } = world.integration;
  const requestedAt = world.clock.now.toISOString();
  const message = { organizationId, integrationId, requestedAt };
  const send = (...bodies: object[]) =>
    handler(sqsEvent(bodies.map((body) => JSON.stringify(body))), lambdaContext());
  return { world, message, postponed, send };
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

  test("drops what is no message of its own", async () => {
    const { world, message, send } = setUp();
    expect(await send({ kind: "other", ...message })).toEqual({ batchItemFailures: [] });
    expect(world.log.lines.at(-1)).toMatchObject({ message: "message dropped" });
  });
});

test("the environment may be silent of what is not compared then", () => {
  const needed = { TABLE_NAME: "table", CHECK_QUEUE_URL: "https://sqs.example.com/1/check" };
  expect(CheckEnv.parse(needed)).toEqual(needed);
  expect(CheckEnv.safeParse({ ...needed, CALLBACK_URL: "nowhere" }).success).toBe(false);
});
