import { describe, expect, test } from "@jest/globals";
import { createHandler } from "../../../lambdas/setup-notification/handler.ts";
import { lambdaContext, sqsEvent } from "../../fixtures/lambda-events.ts";
import { setupMessage, setupRequest } from "../../fixtures/setup-messages.ts";
import { createSetupWorld, INTEGRATION_ID } from "../../fixtures/setup-world.ts";

function setUp() {
  const world = createSetupWorld();
  const postponed: [string, number][] = [];
  const handler = createHandler({
    ...world.dependencies,
    maxReceiveCount: 100,
    random: () => 0.999,
    postpone(receipt, seconds) {
      postponed.push([receipt, seconds]);
      return Promise.resolve();
    },
  });
  const request = setupRequest(world.stack, world.integration.externalId);
  const body = JSON.stringify(setupMessage(world.stack, INTEGRATION_ID, request));
  return { world, handler, postponed, body };
}

describe("a setup message", () => {
  test("is answered", async () => {
    const { world, handler, body } = setUp();
    expect(await handler(sqsEvent([body]), lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(world.responder.sent).toMatchObject([{ response: { Status: "SUCCESS" } }]);
  });

  test.each([
    [1, 2],
    [2, 4],
    [50, 10],
  ])("whose role is not ready returns soon, at delivery %i after %i s", async (count, seconds) => {
    const { world, handler, postponed, body } = setUp();
    world.customer.roles.clear();
    expect(await handler(sqsEvent([body], count), lambdaContext())).toEqual({
      batchItemFailures: [{ itemIdentifier: "m0" }],
    });
    expect(postponed).toEqual([["receipt of m0", seconds]]);
    expect(world.responder.sent).toEqual([]);
  });

  test("is decided at its last delivery", async () => {
    const { world, handler, body } = setUp();
    world.customer.roles.clear();
    expect(await handler(sqsEvent([body], 100), lambdaContext())).toEqual({
      batchItemFailures: [],
    });
    expect(world.responder.sent).toMatchObject([{ response: { Status: "FAILED" } }]);
  });

  test("is leased for longer than the function runs", async () => {
    const { world, handler, body } = setUp();
    const { requests } = world;
    let until = new Date(0);
    const take = requests.take.bind(requests);
    requests.take = (key, owner, now, leaseUntil) => {
      until = leaseUntil;
      return take(key, owner, now, leaseUntil);
    };
    await handler(sqsEvent([body]), lambdaContext(20_000));
    expect(until.getTime() - world.clock.now.getTime()).toBe(25_000);
  });

  test("that nobody can be answered for is given up, beside one that is answered", async () => {
    const { world, handler, body } = setUp();
    const malformed = JSON.stringify({ ...(JSON.parse(body) as object), body: "hello" });
    const answer = await handler(sqsEvent(["{}", malformed, body]), lambdaContext());
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(world.responder.sent).toHaveLength(1);
    expect(world.log.lines.filter(({ level }) => level === "error")).toMatchObject([
      { message: "message dropped" },
      { message: "message given up", fields: { error: { code: "malformed-setup-request" } } },
    ]);
  });
});
