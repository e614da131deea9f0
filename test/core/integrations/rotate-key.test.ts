import { describe, expect, test } from "@jest/globals";
import { type CheckWorld, createCheckWorld } from "../../fixtures/check-world.ts";
import { throttled } from "../../fixtures/customer-world.ts";
import { failureOf } from "../../fixtures/mortal-ports.ts";
import { DAY, dueWorld, endless, found, inSecret } from "../../fixtures/rotation-world.ts";

describe("a rotation", () => {
  test("gives Connection and secret a new key, and lets the old one go after a day", async () => {
    const { world, first } = dueWorld();
    await world.deliver({ kind: "rotate" });
    const { keyInUse } = world.stack;
    expect(keyInUse).toBeDefined();
    expect(inSecret(world)).toBe(keyInUse);
    expect(endless(world)).toEqual([keyInUse]);
    expect(world.liveKeys()).toEqual([first, keyInUse]);
    expect(found(world)).toMatchObject({ outcome: "ok" });
    world.pass(DAY - 1);
    expect(world.liveKeys()).toEqual([first, keyInUse]);
    world.pass(1);
    expect(world.liveKeys()).toEqual([keyInUse]);
  });

  test("is not made of a young key, unless it is forced, and then once", async () => {
    const world = createCheckWorld();
    await world.deliver({ kind: "rotate" });
    expect(world.stack.keyInUse).toBeUndefined();
    const message = {
      kind: "rotate",
      force: true,
      requestedAt: world.clock.now.toISOString(),
    } as const;
    await world.deliver(message);
    const { keyInUse } = world.stack;
    expect(endless(world)).toEqual([keyInUse]);
    await world.deliver(message);
    expect(world.stack.keyInUse).toBe(keyInUse);
    world.pass(DAY);
    await world.deliver({ kind: "rotate", force: true });
    expect(world.stack.keyInUse).not.toBe(keyInUse);
  });

  test("of early access writes the secret as its own role", async () => {
    const setupRoleArn = "arn:aws:iam::222222222222:role/ecr-scout/Setup";
    const { world } = dueWorld({ connection: { setupRoleArn } });
    const assumed: string[] = [];
    const { account } = world.dependencies;
    await world.deliver(
      { kind: "rotate" },
      {
        ...world.dependencies,
        account: {
          ...account,
          assume(target, externalId) {
            assumed.push(target.roleArn);
            return account.assume(target, externalId);
          },
        },
      },
    );
    expect(assumed).toEqual([setupRoleArn]);
    expect(inSecret(world)).toBe(world.stack.keyInUse);
  });

  test("waits for the Connection, and goes on where it was", async () => {
    const { world, first } = dueWorld();
    world.stack.authorization = { state: "AUTHORIZING" };
    const failure = await failureOf(world.deliver({ kind: "rotate" }));
    expect(failure).toMatchObject({ code: "connection-not-ready", retryAfterSeconds: 10 });
    const { keyInUse } = world.stack;
    expect(endless(world)).toEqual([first]);
    world.pass(10);
    world.stack.authorization = { state: "AUTHORIZED" };
    await world.deliver({ kind: "rotate" });
    expect(world.stack.keyInUse).toBe(keyInUse);
    expect(endless(world)).toEqual([keyInUse]);
  });
});

describe("two runs at a time", () => {
  test("the second waits until the first is certainly over", async () => {
    const { world } = dueWorld();
    world.stack.refusals.set("updateConnection", throttled());
    expect(await failureOf(world.deliver({ kind: "rotate" }))).toMatchObject({ code: "throttled" });
    world.pass(20);
    expect(await failureOf(world.deliver({ kind: "rotate" }))).toMatchObject({
      code: "rotation-busy",
      retryAfterSeconds: 100,
    });
  });

  test("that have both looked before either began: only one gives the Connection a key", async () => {
    const { world } = dueWorld();
    const { inspection, account } = world.dependencies;
    const [begun, go] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const slow = world.deliver(
      { kind: "rotate" },
      {
        ...world.dependencies,
        inspection: {
          ...inspection,
          async updateConnection(...args) {
            begun.resolve(undefined);
            await go.promise;
            await inspection.updateConnection(...args);
          },
        },
      },
    );
    const other = world.deliver(
      { kind: "rotate" },
      {
        ...world.dependencies,
        account: {
          ...account,
          async assume(...args) {
            await begun.promise;
            return account.assume(...args);
          },
        },
      },
    );
    expect(await failureOf(other)).toMatchObject({ code: "rotation-overtaken" });
    go.resolve(undefined);
    await slow;
    expect(endless(world)).toEqual([world.stack.keyInUse]);
    expect(inSecret(world)).toBe(world.stack.keyInUse);
  });

  test("a stack that was replaced meanwhile keeps its own keys", async () => {
    const { world } = dueWorld();
    const { inspection } = world.dependencies;
    const secretArn = "arn:aws:secretsmanager:us-east-1:222222222222:secret:Second-AbCdEf";
    const failure = await failureOf(
      world.deliver(
        { kind: "rotate" },
        {
          ...world.dependencies,
          inspection: {
            ...inspection,
            async updateConnection(...args) {
              await inspection.updateConnection(...args);
              const { connection } = world.integration;
              world.change({ connection: { ...connection, secretArn } });
            },
          },
        },
      ),
    );
    expect(failure).toMatchObject({ code: "rotation-overtaken" });
    expect(world.liveKeys()).toContain(world.stack.keyInUse);
    expect(endless(world)).not.toContain(world.stack.keyInUse);
  });
});

test("attempts that nobody knows the end of slow down, and none of their keys is lost", async () => {
  const { world, first } = dueWorld();
  const { inspection } = world.dependencies;
  const unknown = {
    ...world.dependencies,
    inspection: {
      ...inspection,
      async updateConnection(...args: Parameters<typeof inspection.updateConnection>) {
        await inspection.updateConnection(...args);
        throw throttled();
      },
    },
  };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    expect(await failureOf(world.deliver({ kind: "rotate" }, unknown))).toMatchObject({
      code: "throttled",
    });
    world.pass(200);
  }
  await world.deliver({ kind: "rotate" }, unknown);
  expect(world.liveKeys()).toHaveLength(6);
  expect(found(world)).toMatchObject({ outcome: "warning" });
  expect(world.liveKeys()).toContain(world.stack.keyInUse);
  world.pass(DAY);
  await world.deliver({ kind: "rotate" });
  expect(endless(world)).toEqual([world.stack.keyInUse]);
  expect(world.liveKeys()).toContain(first);
});

test.each([
  [
    "has no Connection",
    (w: CheckWorld) => {
      withoutResources(w);
    },
  ],
  [
    "was removed",
    (w: CheckWorld) => {
      w.change({ removedAt: "2026-11-21T13:00:00.000Z" });
    },
  ],
])("an integration that %s has no key to rotate", async (_, change) => {
  const { world } = dueWorld();
  change(world);
  const before = world.stored();
  await world.deliver({ kind: "rotate", force: true });
  expect(world.stored()).toEqual(before);
});

function withoutResources(world: CheckWorld): void {
  const { resources: _, ...connection } = world.integration.connection;
  world.change({ connection });
}
