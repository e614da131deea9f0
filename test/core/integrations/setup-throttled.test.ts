import { expect, test } from "@jest/globals";
import { completeRequest, setupMessage, setupRequest } from "../../fixtures/setup-messages.ts";
import { createSetupWorld, INTEGRATION_ID } from "../../fixtures/setup-world.ts";
import { throttledPorts } from "../../fixtures/throttled-ports.ts";

/** Three for the role's proof, and one that writes the secret. */
const CALLS = [0, 1, 2, 3];

test.each(CALLS)(
  "a setup whose call %d in the customer's account is throttled waits, and refuses nothing",
  async (at) => {
    const world = createSetupWorld();
    const { dependencies, stack, integration } = world;
    const message = setupMessage(
      stack,
      INTEGRATION_ID,
      setupRequest(stack, integration.externalId),
    );
    const { ports, calls } = throttledPorts(dependencies, ["account"], at);
    await expect(world.deliver(message, { ports })).rejects.toMatchObject({
      name: "TransientError",
      code: "throttled",
    });
    expect(calls()).toBe(at + 1);
    expect(world.responder.sent).toEqual([]);
    expect(world.customer.secrets.size).toBe(0);
    expect(world.stored().status).toBe("pending");

    // By the queue, and by nobody else.
    await world.deliver(message);
    await world.deliver(setupMessage(stack, INTEGRATION_ID, completeRequest(stack)));
    expect(world.responder.sent.map(({ response }) => response.Status)).toEqual([
      "SUCCESS",
      "SUCCESS",
    ]);
    expect(world.stored().status).toBe("connected");
    expect(world.liveKeys().map(({ sha256 }) => sha256)).toEqual([world.hashInSecret()]);
  },
);
