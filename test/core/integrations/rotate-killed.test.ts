import { describe, expect, test } from "@jest/globals";
import { hashApiKey } from "../../../core/integrations/api-key.ts";
import { type CheckWorld, createCheckWorld, SECRET_ARN } from "../../fixtures/check-world.ts";
import { type Death, KilledError, mortalPorts } from "../../fixtures/mortal-ports.ts";
import { denied } from "../../fixtures/memory-stack.ts";

const DAY = 24 * 3600;

/** Brings a world into a state from which a rotation is to be made. */
const SCENARIOS: Readonly<Record<string, (world: CheckWorld) => void>> = {
  "A rotation": () => undefined,
  "A rotation that an old template refuses": (world) => {
    world.stack.refusals.set("updateConnection", denied());
  },
  "A rotation whose secret can't be written": (world) => {
    world.customer.sealed.add(SECRET_ARN);
  },
  "A rotation that waits for the Connection": (world) => {
    world.stack.authorization = { state: "AUTHORIZING" };
  },
};

/** The Connection sends the key of the stack's creation until it is given another. */
function heldKeys(world: CheckWorld, first: string): readonly string[] {
  const value = world.customer.secrets.get(SECRET_ARN)?.at(-1);
  const inSecret =
    value === undefined ? first : hashApiKey((JSON.parse(value) as { apiKey: string }).apiKey);
  return [world.stack.keyInUse ?? first, inSecret];
}

/** Whatever Connection and secret hold is taken, and at most one key for ever. */
function expectTaken(world: CheckWorld, first: string): void {
  expect(world.liveKeys()).toEqual(expect.arrayContaining([...heldKeys(world, first)]));
  const endless = world.stored().keyHashes.filter(({ expiresAt }) => expiresAt === undefined);
  expect(endless).toHaveLength(1);
}

/** Kills the first delivery, repeats it until it is done, and looks after each step. */
async function run(scenario: (world: CheckWorld) => void, death?: Death) {
  const world = createCheckWorld();
  world.pass(91 * DAY);
  scenario(world);
  const [first = ""] = world.liveKeys();
  const mortal = mortalPorts(world.dependencies, death);
  const [failure] = await Promise.allSettled([world.deliver({ kind: "rotate" }, mortal.ports)]);
  if (death) expect(failure).toMatchObject({ reason: expect.any(KilledError) });
  expectTaken(world, first);
  for (let delivery = 0; delivery < 4; delivery += 1) {
    world.pass(150);
    world.stack.authorization = { state: "AUTHORIZED" };
    await world.deliver({ kind: "rotate" });
    expectTaken(world, first);
  }
  world.customer.sealed.clear();
  world.stack.refusals.clear();
  world.pass(DAY);
  await world.deliver({ kind: "rotate" });
  expectTaken(world, first);
  world.pass(DAY);
  expectTaken(world, first);
  // Whoever dies before the report leaves the old one until the next check.
  await world.deliver();
  const [inConnection, inSecret] = heldKeys(world, first);
  return {
    calls: mortal.calls(),
    end: {
      isRotated: inConnection !== first,
      isSame: inConnection === inSecret,
      isOnly: world.liveKeys().length === 1,
      outcome: world.report()?.findings.find(({ code }) => code === "key-rotation")?.outcome,
    },
  };
}

describe.each(Object.entries(SCENARIOS))("%s, killed at any call", (_, scenario) => {
  test.each(["before", "after"] as const)(
    "%s its effect: what the Connection sends is always taken, and one key is left",
    async (side) => {
      const undisturbed = await run(scenario);
      const end = { isRotated: true, isSame: true, isOnly: true, outcome: "ok" };
      expect(undisturbed.end).toEqual(end);
      expect(undisturbed.calls).toBeGreaterThan(5);
      for (let call = 1; call <= undisturbed.calls; call += 1) {
        expect({ call, ...(await run(scenario, { call, side })).end }).toEqual({ call, ...end });
      }
    },
  );
});
