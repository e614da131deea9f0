import { describe, expect, test } from "@jest/globals";
import type { SetupMessage } from "../../../core/contract/setup-message.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import { removeIntegration } from "../../../core/integrations/remove.ts";
import {
  createEnrollmentWorld,
  type EnrollmentWorld,
  STRANGER,
} from "../../fixtures/enrollment-world.ts";
import { type Death, failureOf, KilledError, mortalPorts } from "../../fixtures/mortal-ports.ts";
import { completeRequest } from "../../fixtures/setup-messages.ts";

/** Brings a world to where a message is due, and makes that message. */
type Scenario = (world: EnrollmentWorld) => Promise<SetupMessage>;

const KNOWN = "222222222222";

async function launched(world: EnrollmentWorld, account: string) {
  const stack = world.stackOf(account);
  await world.launchStack(stack);
  world.pass(3600);
  return stack;
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "Create of an account on the allow-list": (world) => {
    const stack = world.stackOf(KNOWN);
    return world.messageOf(stack, world.create(stack));
  },
  "Create of an account that has to wait": (world) => {
    const stack = world.stackOf(STRANGER);
    return world.messageOf(stack, world.create(stack));
  },
  "Create of a stack launched again": async (world) => {
    const stack = await launched(world, STRANGER);
    await world.askAs(stack, world.remove(stack, `ecr-scout-${world.idOf(stack)}-setup`));
    world.pass(60);
    const next = world.stackOf(STRANGER, "Next");
    return world.messageOf(next, world.create(next));
  },
  "Create after its integration was removed": async (world) => {
    const stack = await launched(world, KNOWN);
    const { dependencies, reconcile } = world;
    await removeIntegration({ ...dependencies, reconcile }, "demo", world.idOf(stack));
    const next = world.stackOf(KNOWN, "Next");
    return world.messageOf(next, world.create(next));
  },
  "Create by a closed enrollment": (world) => {
    const stack = world.stackOf(KNOWN);
    const { enrollment } = world;
    const closed = { ...enrollment, closedAt: enrollment.createdAt };
    world.enrollments.rows.set(enrollment.enrollmentId, closed);
    return world.messageOf(stack, world.create(stack));
  },
  "Create with a wrong external ID": (world) => {
    const stack = world.stackOf(STRANGER);
    return world.messageOf(stack, world.create(stack, { ExternalId: "wrong" }));
  },
  "Create that its Delete has overtaken": async (world) => {
    const stack = world.stackOf(STRANGER);
    const message = await world.messageOf(stack, world.create(stack));
    world.pass(1);
    await world.askAs(stack, world.remove(stack, "ecr-scout-none-setup"));
    return message;
  },
  "Create of the end of one that waits": async (world) => {
    const stack = world.stackOf(STRANGER);
    await world.begin(stack);
    return world.messageOf(stack, completeRequest(stack));
  },
  "Delete of one that waits": async (world) => {
    const stack = await launched(world, STRANGER);
    return world.messageOf(stack, world.remove(stack, `ecr-scout-${world.idOf(stack)}-setup`));
  },
};

/** Kills the first delivery, delivers again once in the lease and once after it, and looks. */
async function run(scenario: Scenario, death?: Death) {
  const world = createEnrollmentWorld();
  const message = await scenario(world);
  const { request } = { request: JSON.parse(message.body) as { RequestId: string } };
  const { ports, calls } = mortalPorts(world.dependencies, death);
  if (death === undefined) await world.deliver(message, { ports });
  else {
    expect(await failureOf(world.deliver(message, { ports }))).toBeInstanceOf(KilledError);
    world.pass(26);
    await world.deliver(message);
  }
  const answers = world.responder.sent
    .filter(({ response }) => response.RequestId === request.RequestId)
    // A test's requests are numbered through.
    .map(({ response }) => JSON.stringify({ ...response, RequestId: "" }));
  return {
    calls: calls(),
    end: {
      integrations: [...world.integrations.rows.values()].map(lasting),
      waiting: [...world.enrollments.rows.values()].map(({ waiting }) => waiting),
      claims: [...world.integrations.claims],
      answers: new Set(answers),
      isAnswered: [...world.requests.rows.values()].every(({ answer }) => answer !== undefined),
    },
  };
}

/** Of an integration what neither the clock nor chance makes. */
function lasting({ version, createdAt, tokenExpiresAt, setupToken, ...rest }: Integration) {
  const { connection, keyHashes, ...integration } = rest;
  const times = Object.entries(connection ?? {}).filter(([name]) => name.endsWith("At"));
  const others = Object.entries(connection ?? {}).filter(([name]) => !name.endsWith("At"));
  return {
    integration,
    isBegun: [version > 0, createdAt, tokenExpiresAt, setupToken].every(Boolean),
    times: times.map(([name]) => name).sort(),
    connection: Object.fromEntries(others),
    keys: keyHashes.map(({ secretArn }) => secretArn),
  };
}

describe.each(Object.entries(SCENARIOS))("%s, killed at any call", (_, scenario) => {
  test.each(["before", "after"] as const)(
    "%s its effect: ends as if it had not been",
    async (side) => {
      const undisturbed = await run(scenario);
      expect(undisturbed.end.answers.size).toBe(1);
      expect(undisturbed.calls).toBeGreaterThan(2);
      // The last call ends the lease, which nobody waits for.
      for (let call = 1; call < undisturbed.calls; call += 1) {
        const { end } = await run(scenario, { call, side });
        expect({ call, end }).toEqual({ call, end: undisturbed.end });
      }
    },
  );
});
