import { describe, expect, test } from "@jest/globals";
import { TransientError } from "../../../core/errors.ts";
import { type CheckWorld, createCheckWorld, SECRET_ARN } from "../../fixtures/check-world.ts";
import { failureOf } from "../../fixtures/mortal-ports.ts";
import { denied } from "../../fixtures/memory-stack.ts";
import { DAY } from "../../fixtures/rotation-world.ts";
import { throttledPorts } from "../../fixtures/throttled-ports.ts";

/** What is asked of AWS in the customer's account. */
const OF_CUSTOMERS = ["account", "inspection", "listing", "access"] as const;

/** A session, the Connection, the secret, the Connection's state. */
const CALLS_OF_A_ROTATION = 4;

function throttledWorld(world: CheckWorld, at: number) {
  return throttledPorts(world.dependencies, OF_CUSTOMERS, at);
}

/** Whatever is known, but for counters of versions. */
function known(world: CheckWorld) {
  const { status, statusReason, keyHashes } = world.stored();
  return { status, statusReason, keyHashes, report: world.report() };
}

const STATES: readonly (readonly [string, (world: CheckWorld) => Promise<unknown>])[] = [
  ["that was never checked", () => Promise.resolve()],
  ["that is well", (world) => world.check()],
  [
    "that is broken",
    (world) => {
      world.stack.refusals.set("rule", denied());
      world.stack.authorization = { state: "DEAUTHORIZED" };
      return world.check();
    },
  ],
];

describe.each(STATES)("the check of an integration %s", (_, begin) => {
  test("that AWS throttles at whichever call finds nothing, and comes again", async () => {
    let calls = Infinity;
    for (let at = 0; at < calls; at += 1) {
      const world = createCheckWorld();
      await begin(world);
      const before = known(world);
      world.pass(DAY);
      const { ports, calls: made } = throttledWorld(world, at);
      const failure = await failureOf(world.deliver({}, ports));
      expect({ at, failure }).toEqual({ at, failure: expect.any(TransientError) });
      expect({ at, ...known(world) }).toEqual({ at, ...before });
      // Again, by the queue, as if nothing had been.
      const whole = throttledWorld(world, -1);
      await world.deliver({}, whole.ports);
      expect(world.report()?.checkedAt).toBe(world.clock.now.toISOString());
      calls = whole.calls();
      expect(made()).toBe(at + 1);
    }
    expect(calls).toBeGreaterThan(8);
  });

  test("that AWS throttles at its last attempt says so, and no more", async () => {
    const world = createCheckWorld();
    await begin(world);
    const before = known(world);
    world.pass(DAY);
    const { ports } = throttledWorld(world, 3);
    await failureOf(world.deliver({}, ports, true));
    const { report, ...state } = known(world);
    const { report: earlier, ...was } = before;
    expect(state).toEqual(was);
    expect(report).toMatchObject({
      checkedAt: world.clock.now.toISOString(),
      outcome: earlier?.outcome === "error" ? "error" : "warning",
    });
    const [first, ...rest] = report?.findings ?? [];
    expect(first).toMatchObject({
      code: "check",
      outcome: "warning",
      message: expect.stringContaining("could not be finished"),
      remedy: expect.stringContaining("Try again"),
    });
    expect(rest).toEqual(earlier?.findings ?? []);
    // And no longer once one came to its end.
    await world.deliver();
    expect(world.report()?.findings.map(({ code }) => code)).not.toContain("check");
  });
});

describe("a rotation", () => {
  test("that AWS throttles at whichever call refuses nothing, and ends with one key", async () => {
    for (let at = 0; at < CALLS_OF_A_ROTATION; at += 1) {
      const world = createCheckWorld();
      world.pass(91 * DAY);
      const { ports, calls: made } = throttledWorld(world, at);
      const failure = await failureOf(world.deliver({ kind: "rotate" }, ports));
      expect({ at, failure }).toEqual({ at, failure: expect.any(TransientError) });
      expect(made()).toBe(at + 1);
      expect(world.report()).toBeUndefined();
      world.pass(150);
      await world.deliver({ kind: "rotate" });
      expect(world.report()?.outcome).toBe("ok");
      world.pass(DAY);
      expect(world.liveKeys()).toEqual([world.stack.keyInUse]);
    }
  });

  test("that AWS throttles at its last attempt says so, and leaves the key", async () => {
    const world = createCheckWorld();
    world.pass(91 * DAY);
    const live = world.liveKeys();
    const { ports } = throttledWorld(world, 0);
    await failureOf(world.deliver({ kind: "rotate" }, ports, true));
    expect(world.liveKeys()).toEqual(live);
    expect(world.customer.secrets.get(SECRET_ARN)).toBeUndefined();
    expect(world.report()?.findings).toMatchObject([
      {
        code: "key-rotation",
        outcome: "warning",
        message: expect.stringContaining("could not be rotated"),
      },
    ]);
    await world.deliver({ kind: "rotate" });
    expect(world.report()?.outcome).toBe("ok");
  });
});
