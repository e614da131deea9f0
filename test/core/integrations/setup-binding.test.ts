import { describe, expect, test } from "@jest/globals";
import { holdRegistry } from "../../../core/integrations/setup-registry.ts";
import { CONNECTION, memoryIntegrations } from "../../fixtures/memory-integrations.ts";
import {
  completeRequest,
  setupMessage,
  setupRequest,
  stackFixture,
  type StackFixture,
} from "../../fixtures/setup-messages.ts";
import {
  createSetupWorld,
  INTEGRATION_ID,
  pendingIntegration,
  type SetupWorld,
} from "../../fixtures/setup-world.ts";

const OTHER_ID = "00000000000000b2";
const CLAIM = { organizationId: "demo", account: "222222222222", region: "us-east-1" };

/** Lets a stack's role in with the world's external ID, and sends its first request. */
function start(world: SetupWorld, stack: StackFixture) {
  world.customer.roles.set(stack.roleArn, { externalId: world.integration.externalId });
  return world.ask(setupRequest(stack, world.integration.externalId), { stack });
}

/** Sends what CloudFormation sends when it deletes the world's stack, or another. */
async function remove(world: SetupWorld, stack = world.stack) {
  for (const [part, requestOf] of [
    ["complete", completeRequest],
    ["setup", setup],
  ] as const) {
    const PhysicalResourceId = `ecr-scout-${INTEGRATION_ID}-${part}`;
    await world.ask(requestOf(stack, { RequestType: "Delete", PhysicalResourceId }), { stack });
    world.pass(1);
  }
  function setup(of: StackFixture, changes: object) {
    return setupRequest(of, world.integration.externalId, changes);
  }
}

describe("two stacks with one token", () => {
  test.each([
    ["in one account", stackFixture("Second")],
    ["in two accounts", stackFixture("Second", "333333333333")],
  ])("%s: the second is refused, the first one's integration stays well", async (_, second) => {
    const world = createSetupWorld();
    await world.launch();
    const before = world.stored();
    const answer = await start(world, second);
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining(world.stack.stackId),
    });
    expect(world.stored()).toEqual(before);
    const { PhysicalResourceId } = answer;
    const rollback = setupRequest(second, "x", { RequestType: "Delete", PhysicalResourceId });
    expect(await world.ask(rollback, { stack: second })).toMatchObject({
      Status: "SUCCESS",
      PhysicalResourceId,
    });
    expect(world.stored()).toEqual(before);
    expect(world.integrations.claims.get("demo 222222222222/us-east-1")).toBe(INTEGRATION_ID);
  });
});

describe("one account and Region twice in an organization", () => {
  test("is refused, and names the integration that has it", async () => {
    const world = createSetupWorld();
    const { keyHashes: _, ...other } = pendingIntegration({ integrationId: OTHER_ID });
    world.integrations.rows.set(OTHER_ID, { ...other, keyHashes: [], connection: CONNECTION });
    await world.integrations.claimRegistry(CLAIM, OTHER_ID);
    const answer = await start(world, world.stack);
    expect(answer).toMatchObject({ Status: "FAILED", Reason: expect.stringContaining(OTHER_ID) });
    expect(world.stored()).toMatchObject({ status: "error", statusReason: answer.Reason });
    expect(world.stored().connection).toBeUndefined();
  });

  test.each([
    ["is gone", undefined],
    ["was removed", { connection: CONNECTION, removedAt: "2026-11-20T00:00:00Z" }],
    ["was never bound", {}],
    ["is bound elsewhere", { connection: { ...CONNECTION, region: "eu-west-1" } }],
  ])("is fine when the other integration %s", async (_, fields) => {
    const world = createSetupWorld();
    if (fields) {
      const other = pendingIntegration({ ...fields, integrationId: OTHER_ID });
      world.integrations.rows.set(OTHER_ID, other);
    }
    await world.integrations.claimRegistry(CLAIM, OTHER_ID);
    expect(await start(world, world.stack)).toMatchObject({ Status: "SUCCESS" });
    expect([...world.integrations.claims.values()]).toEqual([INTEGRATION_ID]);
  });

  test("is fine in two organizations: nobody learns of the other", async () => {
    const world = createSetupWorld();
    const fields = { integrationId: OTHER_ID, organizationId: "other", connection: CONNECTION };
    world.integrations.rows.set(OTHER_ID, pendingIntegration(fields));
    await world.integrations.claimRegistry({ ...CLAIM, organizationId: "other" }, OTHER_ID);
    expect(await start(world, world.stack)).toMatchObject({ Status: "SUCCESS" });
  });

  test("at the same time: one is refused, and unbound again", async () => {
    const world = createSetupWorld();
    world.integrations.rows.set(OTHER_ID, pendingIntegration({ integrationId: OTHER_ID }));
    const { integrations } = world.dependencies;
    const ports = {
      integrations: {
        ...integrations,
        // While this one is being bound, the other takes the registry and is bound first.
        replace: async (next: Parameters<typeof integrations.replace>[0]) => {
          const other = world.stored(OTHER_ID);
          if (other.connection === undefined) {
            await integrations.claimRegistry(CLAIM, OTHER_ID, INTEGRATION_ID);
            world.integrations.rows.set(OTHER_ID, { ...other, connection: CONNECTION });
          }
          return integrations.replace(next);
        },
      },
    };
    const request = setupRequest(world.stack, world.integration.externalId);
    await world.deliver(setupMessage(world.stack, INTEGRATION_ID, request), { ports });
    expect(world.responder.sent).toMatchObject([
      { response: { Status: "FAILED", Reason: expect.stringContaining(OTHER_ID) } },
    ]);
    expect(world.stored().connection).toBeUndefined();
    expect([...world.integrations.claims.values()]).toEqual([OTHER_ID]);
  });

  test("a claim that was taken from one that was just bound is given back", async () => {
    const other = pendingIntegration({ integrationId: OTHER_ID });
    const integrations = memoryIntegrations(other);
    await integrations.claimRegistry(CLAIM, OTHER_ID);
    let looks = 0;
    const ports = {
      ...integrations,
      get: async (id: string) => {
        looks += 1;
        if (looks === 2) integrations.rows.set(OTHER_ID, { ...other, connection: CONNECTION });
        return integrations.get(id);
      },
    };
    await expect(holdRegistry(ports, CLAIM, INTEGRATION_ID)).rejects.toMatchObject({
      code: "registry-taken",
    });
    expect([...integrations.claims.values()]).toEqual([OTHER_ID]);
  });
});

test("the token of another organization with the external ID of one's own is refused", async () => {
  const world = createSetupWorld({ organizationId: "other" });
  const own = pendingIntegration({ integrationId: OTHER_ID });
  world.integrations.rows.set(OTHER_ID, own);
  const answer = await world.ask(setupRequest(world.stack, own.externalId));
  expect(answer).toMatchObject({ Status: "FAILED" });
  expect(answer.Reason).not.toContain(world.integration.externalId);
  expect(world.stored(OTHER_ID)).toEqual(own);
  expect(world.stored().connection).toBeUndefined();
  expect(world.integrations.claims.size).toBe(0);
});

describe("a stack launched again by the same link", () => {
  const elsewhere = stackFixture("Again", "333333333333", "eu-west-1");

  test("after a rollback connects, in any account and Region", async () => {
    const world = createSetupWorld();
    world.customer.sealed.add(world.stack.secretArn);
    const failed = await start(world, world.stack);
    await remove(world);
    expect(world.stored()).toMatchObject({ status: "error", statusReason: failed.Reason });
    expect(world.stored().connection).toBeUndefined();
    expect(world.integrations.claims.size).toBe(0);
    expect(await start(world, elsewhere)).toMatchObject({ Status: "SUCCESS" });
    expect(await world.ask(completeRequest(elsewhere), { stack: elsewhere })).toMatchObject({
      Status: "SUCCESS",
    });
    expect(world.stored()).toMatchObject({
      status: "connected",
      connection: { region: "eu-west-1" },
    });
    expect(world.stored().statusReason).toBeUndefined();
  });

  test("after its deletion connects again, has a new key, and what was missed is looked for", async () => {
    const world = createSetupWorld();
    await world.launch();
    const [firstKey] = world.liveKeys();
    await remove(world);
    expect(world.stored()).toMatchObject({ status: "error", keyHashes: [] });
    const again = stackFixture("Again");
    await start(world, again);
    expect(world.stored()).toMatchObject({
      status: "pending",
      connection: { stackId: again.stackId },
    });
    expect(world.stored().connection?.deletedAt).toBeUndefined();
    await world.ask(completeRequest(again), { stack: again });
    expect(world.stored().status).toBe("connected");
    expect(world.liveKeys().map(({ sha256 }) => sha256)).toEqual([
      world.hashInSecret(again.secretArn),
    ]);
    expect(world.liveKeys()).not.toContainEqual(firstKey);
    expect(world.reconcile.messages.at(-1)).toMatchObject({ kind: "registry", latest: true });
  });

  test("after its deletion is refused elsewhere: the integration keeps its registry", async () => {
    const world = createSetupWorld();
    await world.launch();
    await remove(world);
    const answer = await start(world, elsewhere);
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("account 222222222222 in us-east-1"),
    });
    expect(world.stored()).toMatchObject({ status: "error", connection: { region: "us-east-1" } });
  });

  test("that is rolled back then leaves the integration with its registry", async () => {
    const world = createSetupWorld();
    await world.launch();
    await remove(world);
    const again = stackFixture("Again");
    await start(world, again);
    await remove(world, again);
    expect(world.stored()).toMatchObject({
      status: "error",
      statusReason: expect.stringContaining("rolled back"),
      keyHashes: [],
      connection: { region: "us-east-1", deletedAt: expect.any(String) },
    });
    expect([...world.integrations.claims.values()]).toEqual([INTEGRATION_ID]);
    expect(await start(world, elsewhere)).toMatchObject({ Status: "FAILED" });
  });
});
