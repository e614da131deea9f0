import { describe, expect, test } from "@jest/globals";
import { completeRequest, setupRequest } from "../../fixtures/setup-messages.ts";
import { createSetupWorld, INTEGRATION_ID, type SetupWorld } from "../../fixtures/setup-world.ts";

const UPDATE = {
  RequestType: "Update",
  PhysicalResourceId: `ecr-scout-${INTEGRATION_ID}-setup`,
} as const;

function scoped(world: SetupWorld, scope: readonly unknown[] | undefined, changes: object = {}) {
  const properties = scope === undefined ? {} : { RepositoryScope: scope };
  return setupRequest(world.stack, world.integration.externalId, { ...changes, properties });
}

describe("the repositories that a role may read", () => {
  test.each<[string, readonly string[] | undefined, readonly string[] | undefined, unknown]>([
    ["are those of the stack", ["team/*", "base"], undefined, ["team/*", "base"]],
    ["are all of them by default", ["*"], undefined, undefined],
    ["are all of them where * is one entry of several", ["base", "*"], undefined, undefined],
    ["are the stack's, whatever was asked for before", ["base"], ["team/*"], ["base"]],
    ["are no fewer than the stack's", ["*"], ["team/*"], undefined],
    ["are what was asked for where an older template says nothing", undefined, ["base"], ["base"]],
  ])("%s", async (_, scope, before, expected) => {
    const world = createSetupWorld(before === undefined ? {} : { scope: before });
    expect(await world.ask(scoped(world, scope))).toMatchObject({ Status: "SUCCESS" });
    expect(world.stored().scope).toEqual(expected);
  });

  test("change with an update of the stack, and back with its rollback", async () => {
    const world = createSetupWorld();
    await world.ask(scoped(world, ["*"]));
    await world.ask(completeRequest(world.stack));
    await world.ask(scoped(world, ["base"], UPDATE));
    expect(world.stored()).toMatchObject({ status: "connected", scope: ["base"] });
    const { version } = world.stored();
    await world.ask(scoped(world, ["base"], UPDATE));
    expect(world.stored().version).toBe(version);
    await world.ask(scoped(world, ["*"], UPDATE));
    expect(world.stored().scope).toBeUndefined();
    expect(world.liveKeys()).toHaveLength(1);
  });

  test.each([
    [[]],
    [[""]],
    [["Team"]],
    [["a/*/b"]],
    [[7]],
    [Array.from({ length: 101 }, () => "a")],
  ])("%j is none", async (scope) => {
    const world = createSetupWorld();
    const answer = await world.ask(scoped(world, scope));
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("RepositoryScope"),
    });
    expect(world.stored().connection).toBeUndefined();
  });
});
