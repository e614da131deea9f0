import { describe, expect, test } from "@jest/globals";
import { PermanentError } from "../../../core/errors.ts";
import { type CheckWorld, SECRET_ARN } from "../../fixtures/check-world.ts";
import { denied } from "../../fixtures/memory-stack.ts";
import { DAY, dueWorld, endless, found, inSecret } from "../../fixtures/rotation-world.ts";

describe("a rotation that is refused", () => {
  const refusals: readonly (readonly [string, (world: CheckWorld) => void])[] = [
    [
      "by an old template",
      (w) => w.stack.refusals.set("updateConnection", denied("events:UpdateConnection")),
    ],
    [
      "by the role",
      (w) => {
        w.customer.roles.clear();
      },
    ],
    [
      "by EventBridge",
      (w) =>
        w.stack.refusals.set(
          "updateConnection",
          new PermanentError("connection-not-updatable", "No."),
        ),
    ],
  ];

  test.each(refusals)("%s leaves everything as it was, and says so", async (_, refuse) => {
    const { world } = dueWorld();
    const before = world.stored().keyHashes;
    refuse(world);
    await world.deliver({ kind: "rotate" });
    expect(world.stored().keyHashes).toEqual(before);
    expect(inSecret(world)).toBeUndefined();
    expect(world.stack.keyInUse).toBeUndefined();
    expect(found(world)).toMatchObject({
      outcome: "warning",
      message: expect.stringMatching(/can't be rotated by the stack as it is.*version 3/),
      remedy: expect.stringContaining("Update the stack"),
    });
    expect(world.stored().status).toBe("connected");
  });

  test("stays in the report of later checks until it is possible", async () => {
    const { world } = dueWorld();
    world.stack.refusals.set("updateConnection", denied());
    await world.deliver({ kind: "rotate" });
    expect(await world.check()).toMatchObject([{ code: "key-rotation", outcome: "warning" }]);
    world.stack.refusals.clear();
    await world.deliver({ kind: "rotate" });
    expect(world.report()?.outcome).toBe("ok");
    expect(await world.check()).toEqual([]);
  });

  test("by the secret leaves both keys, and is tried again with a further one", async () => {
    const { world, first } = dueWorld();
    world.customer.sealed.add(SECRET_ARN);
    await world.deliver({ kind: "rotate" });
    const second = world.stack.keyInUse;
    expect(world.liveKeys()).toEqual([first, second]);
    expect(endless(world)).toEqual([first]);
    expect(found(world)).toMatchObject({ outcome: "warning" });
    world.pass(DAY);
    world.customer.sealed.clear();
    // Nobody asks for a rotation: the daily check goes on with it.
    await world.deliver();
    const third = world.stack.keyInUse;
    expect(third).not.toBe(second);
    expect(inSecret(world)).toBe(third);
    expect(endless(world)).toEqual([third]);
    world.pass(DAY);
    expect(world.liveKeys()).toEqual([third]);
  });

  test("by a Connection that is not authorized again keeps both keys", async () => {
    const { world, first } = dueWorld();
    world.stack.authorization = { state: "DEAUTHORIZED" };
    await world.deliver({ kind: "rotate" });
    expect(world.liveKeys()).toEqual([first, world.stack.keyInUse]);
    expect(endless(world)).toEqual([first]);
    expect(found(world)).toMatchObject({ message: expect.stringContaining("DEAUTHORIZED") });
  });
});
