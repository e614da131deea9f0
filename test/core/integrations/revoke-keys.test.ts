import { describe, expect, test } from "@jest/globals";
import type { CheckMessage } from "../../../core/contract/check-message.ts";
import type { ReconcileMessage } from "../../../core/contract/reconcile-message.ts";
import { requestRotation } from "../../../core/integrations/request-care.ts";
import type { CheckWorld } from "../../fixtures/check-world.ts";
import { createCheckWorld, SECRET_ARN } from "../../fixtures/check-world.ts";
import { throttled } from "../../fixtures/customer-world.ts";
import { createMemoryQueue } from "../../fixtures/memory-ports.ts";
import { denied } from "../../fixtures/memory-stack.ts";
import { failureOf, mortalPorts } from "../../fixtures/mortal-ports.ts";
import { DAY, endless, found, inSecret } from "../../fixtures/rotation-world.ts";

/** Asks as an owner does. @returns the message of the rotation, and what else was asked for. */
async function revoke(world: CheckWorld) {
  const check = createMemoryQueue<CheckMessage>();
  const reconcile = createMemoryQueue<ReconcileMessage>();
  const { integrations } = world;
  const now = () => world.clock.now;
  const dependencies = { integrations, check, reconcile, now };
  await requestRotation(dependencies, world.stored(), { revokeOld: true });
  const [message] = check.messages;
  if (message === undefined) throw new Error("nothing was asked for");
  return { message, reconcile };
}

describe("a key that an owner revokes", () => {
  test("is refused at once, before the stack has another", async () => {
    const world = createCheckWorld();
    const { reconcile } = await revoke(world);
    expect(world.liveKeys()).toEqual([]);
    // What is pushed meanwhile is looked for afterwards.
    expect(reconcile.delayed).toMatchObject([
      { message: { kind: "registry", compare: "recent" }, seconds: 300 },
    ]);
  });

  test("is followed by another, however young it was, and by one only", async () => {
    const world = createCheckWorld();
    const { message } = await revoke(world);
    await world.deliver(message);
    const { keyInUse } = world.stack;
    expect(world.liveKeys()).toEqual([keyInUse]);
    expect(inSecret(world)).toBe(keyInUse);
    expect(world.stored().status).toBe("connected");
    expect(world.report()?.outcome).toBe("ok");
    await world.deliver(message);
    expect(world.stack.keyInUse).toBe(keyInUse);
  });

  test("takes those with it that were replaced lately, or are on their way", async () => {
    const world = createCheckWorld();
    world.pass(DAY);
    await world.deliver({ kind: "rotate", force: true });
    world.pass(DAY / 2);
    const { account } = world.dependencies;
    const putSecret = () => Promise.reject(throttled());
    const dying = { ...world.dependencies, account: { ...account, putSecret } };
    await failureOf(world.deliver({ kind: "rotate", force: true }, dying));
    expect(world.liveKeys()).toHaveLength(3);
    const { message } = await revoke(world);
    expect(world.liveKeys()).toEqual([]);
    // A run that has begun with one of them may still be at work.
    expect(await failureOf(world.deliver(message))).toMatchObject({ code: "rotation-busy" });
    world.pass(120);
    await world.deliver(message);
    expect(world.liveKeys()).toEqual([world.stack.keyInUse]);
  });

  test("is followed at once where the one before it was replaced seconds ago", async () => {
    const world = createCheckWorld();
    const [first] = world.stored().keyHashes;
    const createdAt = world.clock.now.toISOString();
    if (first) world.change({ keyHashes: [{ ...first, createdAt }] });
    world.pass(20);
    await world.deliver({ kind: "rotate", force: true });
    world.pass(20);
    const leaked = world.stack.keyInUse;
    const { message } = await revoke(world);
    await world.deliver(message);
    expect(world.stack.keyInUse).not.toBe(leaked);
    expect(world.liveKeys()).toEqual([world.stack.keyInUse]);
  });

  test("overtakes a rotation, which begins anew", async () => {
    const world = createCheckWorld();
    const { inspection } = world.dependencies;
    const overtaken = {
      ...world.dependencies,
      inspection: {
        ...inspection,
        async updateConnection(...args: Parameters<typeof inspection.updateConnection>) {
          await inspection.updateConnection(...args);
          await revoke(world);
        },
      },
    };
    world.pass(DAY);
    const failure = await failureOf(world.deliver({ kind: "rotate", force: true }, overtaken));
    expect(failure).toMatchObject({ code: "rotation-overtaken" });
    const leaked = world.stack.keyInUse;
    world.pass(120);
    await world.deliver({ kind: "rotate", force: true });
    expect(world.stack.keyInUse).not.toBe(leaked);
    expect(endless(world)).toEqual([world.stack.keyInUse]);
    expect(world.liveKeys()).toEqual([world.stack.keyInUse]);
  });

  test.each([-300, 300])(
    "is replaced by one, though the process that rotates is %d s off",
    async (seconds) => {
      const world = createCheckWorld();
      const { message } = await revoke(world);
      world.pass(seconds);
      await world.deliver(message);
      expect(world.liveKeys()).toEqual([world.stack.keyInUse]);
      expect(inSecret(world)).toBe(world.stack.keyInUse);
      expect(world.stored().status).toBe("connected");
    },
  );

  test("stays known for a while, whatever rotations come, and is forgotten then", async () => {
    const world = createCheckWorld();
    const [leaked] = world.liveKeys();
    const { message } = await revoke(world);
    await world.deliver(message);
    const known = () => world.stored().keyHashes.some(({ sha256 }) => sha256 === leaked);
    world.pass(60 * DAY);
    await world.deliver({ kind: "rotate", force: true });
    expect(known()).toBe(true);
    world.pass(31 * DAY);
    await world.deliver({ kind: "rotate", force: true });
    expect(known()).toBe(false);
  });
});

describe("where the stack can't be given another key", () => {
  test("that is an error with what to do, until an update and a further rotation", async () => {
    const world = createCheckWorld();
    world.stack.refusals.set("updateConnection", denied("events:UpdateConnection"));
    const { message } = await revoke(world);
    await world.deliver(message);
    expect(world.liveKeys()).toEqual([]);
    expect(found(world)).toMatchObject({
      outcome: "error",
      message: expect.stringMatching(/events:UpdateConnection.*revoked.*no events are taken/),
      remedy: expect.stringMatching(/Update the stack.*rotate the key again/),
    });
    expect(world.stored().status).toBe("error");
    expect(await world.check()).toMatchObject([{ code: "key-rotation", outcome: "error" }]);

    world.stack.refusals.clear();
    // By the daily round, or by anybody who asks.
    await world.deliver({ kind: "rotate" });
    expect(world.liveKeys()).toEqual([world.stack.keyInUse]);
    expect(world.stored().status).toBe("connected");
  });

  test("a check says so that comes before the rotation", async () => {
    const world = createCheckWorld();
    await revoke(world);
    expect(await world.check()).toMatchObject([
      {
        code: "key-rotation",
        outcome: "error",
        message: expect.stringContaining("no events are taken"),
      },
    ]);
  });

  test("a secret that can't be written leaves the Connection's key, by which events go on", async () => {
    const world = createCheckWorld();
    world.customer.sealed.add(SECRET_ARN);
    const { message } = await revoke(world);
    await world.deliver(message);
    expect(world.liveKeys()).toEqual([world.stack.keyInUse]);
    expect(found(world)).toMatchObject({ outcome: "warning" });
    expect(world.stored().status).toBe("connected");
  });
});

test.each(["before", "after"] as const)(
  "its rotation, killed at any call %s its effect, ends with one key, which the stack has",
  async (side) => {
    for (let call = 1, isDone = false; !isDone; call += 1) {
      const world = createCheckWorld();
      const { message } = await revoke(world);
      const mortal = mortalPorts(world.dependencies, { call, side });
      await Promise.allSettled([world.deliver(message, mortal.ports)]);
      for (let delivery = 0; delivery < 3; delivery += 1) {
        world.pass(150);
        await world.deliver(message);
      }
      expect(world.liveKeys()).toContain(world.stack.keyInUse);
      // What a dead run gave away, nobody has used.
      world.pass(DAY);
      await world.deliver();
      expect({ call, live: world.liveKeys() }).toEqual({ call, live: [inSecret(world)] });
      expect(inSecret(world)).toBe(world.stack.keyInUse);
      expect(world.report()?.outcome).toBe("ok");
      isDone = mortal.calls() < call;
    }
  },
);
