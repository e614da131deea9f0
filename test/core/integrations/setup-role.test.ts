import { describe, expect, test } from "@jest/globals";
import { throttled } from "../../fixtures/customer-world.ts";
import { setupMessage, setupRequest } from "../../fixtures/setup-messages.ts";
import { createSetupWorld, INTEGRATION_ID } from "../../fixtures/setup-world.ts";

/** Seconds after which a request is decided whatever is missing. */
const NEARLY_OVER = 545;

describe("a role", () => {
  test("that is not there yet is waited for", async () => {
    const world = createSetupWorld();
    world.customer.roles.clear();
    const message = setupMessage(
      world.stack,
      INTEGRATION_ID,
      setupRequest(world.stack, world.integration.externalId),
    );
    await expect(world.deliver(message)).rejects.toMatchObject({
      code: "role-not-ready",
      retryAfterSeconds: 2,
    });
    expect(world.responder.sent).toEqual([]);
    world.pass(3);
    world.customer.roles.set(world.stack.roleArn, { externalId: world.integration.externalId });
    await world.deliver(message);
    expect(world.responder.sent).toMatchObject([{ response: { Status: "SUCCESS" } }]);
  });

  test.each([
    ["until the time is nearly up", NEARLY_OVER, false],
    ["until the message's last delivery", 30, true],
  ])("that never appears fails the stack, %s", async (_, seconds, isLast) => {
    const world = createSetupWorld();
    world.customer.roles.clear();
    const request = setupRequest(world.stack, world.integration.externalId);
    const message = setupMessage(world.stack, INTEGRATION_ID, request);
    world.pass(seconds);
    await world.deliver(message, { isLast });
    const [answer] = world.responder.sent;
    expect(answer?.response).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining(world.stack.roleArn),
    });
    expect(world.stored()).toMatchObject({
      status: "error",
      statusReason: answer?.response.Reason,
    });
    expect(world.customer.secrets.size).toBe(0);
  });

  test("that trusts another external ID alone never appears", async () => {
    const world = createSetupWorld();
    world.customer.roles.set(world.stack.roleArn, { externalId: "another" });
    const request = setupRequest(world.stack, world.integration.externalId);
    const message = setupMessage(world.stack, INTEGRATION_ID, request);
    await expect(world.deliver(message)).rejects.toMatchObject({ code: "role-not-ready" });
  });

  test("that lets us in without the external ID fails the stack", async () => {
    const world = createSetupWorld();
    world.customer.roles.set(world.stack.roleArn, { externalId: undefined });
    const answer = await world.ask(setupRequest(world.stack, world.integration.externalId));
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("without any external ID"),
    });
    expect(world.stored()).toMatchObject({
      status: "error",
      statusReason: answer.Reason,
      keyHashes: [],
    });
    expect(world.customer.secrets.size).toBe(0);
  });

  test("that lets us in with any external ID fails the stack", async () => {
    const world = createSetupWorld();
    const { account } = world.dependencies;
    const ports = {
      account: {
        ...account,
        assume: async (target: { roleArn: string; secretArn: string }, id: string | undefined) =>
          id === undefined
            ? ("refused" as const)
            : account.assume(target, world.integration.externalId),
      },
    };
    const request = setupRequest(world.stack, world.integration.externalId);
    await world.deliver(setupMessage(world.stack, INTEGRATION_ID, request), { ports });
    expect(world.responder.sent).toMatchObject([
      { response: { Status: "FAILED", Reason: expect.stringContaining("an external ID other") } },
    ]);
  });

  test.each([
    ["with the external ID", 0],
    ["without it", 1],
    ["with a wrong one", 2],
  ])("whose call %s is throttled has refused nothing: it is asked again", async (_, position) => {
    const world = createSetupWorld();
    world.customer.failures.push(...Array.from({ length: position }, () => undefined), throttled());
    const request = setupRequest(world.stack, world.integration.externalId);
    const message = setupMessage(world.stack, INTEGRATION_ID, request);
    await expect(world.deliver(message)).rejects.toMatchObject({ code: "throttled" });
    expect(world.responder.sent).toEqual([]);
    expect(world.customer.secrets.size).toBe(0);
    await world.deliver(message);
    expect(world.responder.sent).toMatchObject([{ response: { Status: "SUCCESS" } }]);
  });
});
