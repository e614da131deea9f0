import { describe, expect, test } from "@jest/globals";
import { TransientError } from "../../../core/errors.ts";
import {
  completeRequest,
  setupMessage,
  setupRequest,
  stackFixture,
} from "../../fixtures/setup-messages.ts";
import { createSetupWorld, INTEGRATION_ID, type SetupWorld } from "../../fixtures/setup-world.ts";

const SETUP_ID = `ecr-scout-${INTEGRATION_ID}-setup`;
const COMPLETE_ID = `ecr-scout-${INTEGRATION_ID}-complete`;

function deleteSetup(world: SetupWorld, PhysicalResourceId = SETUP_ID) {
  return setupRequest(world.stack, "x", { RequestType: "Delete", PhysicalResourceId });
}

function deleteComplete(world: SetupWorld) {
  return completeRequest(world.stack, { RequestType: "Delete", PhysicalResourceId: COMPLETE_ID });
}

describe("the deletion of a connected stack", () => {
  test("shows from its first step on, and revokes the key at its last", async () => {
    const world = createSetupWorld();
    await world.launch();
    world.pass(60);
    expect(await world.ask(deleteComplete(world))).toMatchObject({ Status: "SUCCESS" });
    expect(world.stored()).toMatchObject({
      status: "error",
      statusReason: expect.stringContaining("being deleted"),
    });
    expect(world.liveKeys()).toHaveLength(1);
    world.pass(60);
    expect(await world.ask(deleteSetup(world))).toMatchObject({ Status: "SUCCESS" });
    expect(world.stored()).toMatchObject({
      status: "error",
      statusReason: expect.stringContaining("was deleted in AWS"),
      keyHashes: [],
      connection: { deletedAt: world.clock.now.toISOString(), connectedAt: expect.any(String) },
    });
    expect([...world.integrations.claims.values()]).toEqual([INTEGRATION_ID]);
  });

  test("is told once: a repetition, even with another request, changes nothing", async () => {
    const world = createSetupWorld();
    await world.launch();
    await world.ask(deleteSetup(world));
    const before = world.stored();
    world.pass(60);
    expect(await world.ask(deleteSetup(world))).toMatchObject({ Status: "SUCCESS" });
    expect(world.stored()).toEqual(before);
  });
});

describe("the deletion of a stack that was never complete", () => {
  test("frees the integration and the registry", async () => {
    const world = createSetupWorld();
    await world.ask(setupRequest(world.stack, world.integration.externalId));
    await world.ask(deleteComplete(world));
    expect(world.stored()).toMatchObject({ status: "pending" });
    await world.ask(deleteSetup(world));
    expect(world.stored()).toMatchObject({
      status: "error",
      statusReason: expect.stringContaining("rolled back"),
      keyHashes: [],
    });
    expect(world.stored().connection).toBeUndefined();
    expect(world.integrations.claims.size).toBe(0);
  });
});

describe("a deletion that concerns nobody succeeds without effect", () => {
  test.each<[string, string, string | null]>([
    ["of an unknown integration", "ecr-scout-00000000000000ff-setup", null],
    ["of a resource of no known form", "2026/11/21/[$LATEST]1f", INTEGRATION_ID],
    ["of a stack that was never set up", "ecr-scout-none-setup", null],
  ])("%s", async (_, physicalId, integrationId) => {
    const world = createSetupWorld();
    await world.launch();
    const before = world.stored();
    expect(await world.ask(deleteSetup(world, physicalId), { integrationId })).toMatchObject({
      Status: "SUCCESS",
      PhysicalResourceId: physicalId,
    });
    expect(world.stored()).toEqual(before);
  });

  test("of another stack under the integration's name", async () => {
    const world = createSetupWorld();
    await world.launch();
    const before = world.stored();
    const stack = stackFixture("Other");
    for (const request of [
      completeRequest(stack, { RequestType: "Delete", PhysicalResourceId: COMPLETE_ID }),
      setupRequest(stack, "x", { RequestType: "Delete", PhysicalResourceId: SETUP_ID }),
    ]) {
      expect(await world.ask(request, { stack })).toMatchObject({ Status: "SUCCESS" });
    }
    expect(world.stored()).toEqual(before);
  });

  test("after the integration was removed", async () => {
    const world = createSetupWorld();
    await world.launch();
    const removed = { ...world.stored(), removedAt: "2026-11-21T12:30:00Z" };
    world.integrations.rows.set(INTEGRATION_ID, removed);
    expect(await world.ask(deleteComplete(world))).toMatchObject({ Status: "SUCCESS" });
    expect(world.stored()).toEqual(removed);
    expect(await world.ask(deleteSetup(world))).toMatchObject({ Status: "SUCCESS" });
    // Nobody is told any more that the stack is left to delete.
    const deletedAt = world.clock.now.toISOString();
    const connection = { ...removed.connection, deletedAt };
    expect(world.stored()).toEqual({ ...removed, version: removed.version + 1, connection });
    await world.ask(deleteSetup(world));
    expect(world.stored()).toMatchObject({ version: removed.version + 1 });
  });

  test("of another custom resource", async () => {
    const world = createSetupWorld();
    const request = setupRequest(world.stack, "x", {
      RequestType: "Delete",
      ResourceType: "Custom::Other",
      PhysicalResourceId: "other",
    });
    expect(await world.ask(request)).toMatchObject({
      Status: "SUCCESS",
      PhysicalResourceId: "other",
    });
  });
});

describe("a deletion that overtakes its Create", () => {
  test("before it was begun: it is refused, and binds nothing", async () => {
    const world = createSetupWorld();
    const sentAt = world.clock.now.toISOString();
    world.pass(5);
    await world.ask(deleteSetup(world));
    const create = setupRequest(world.stack, world.integration.externalId);
    expect(await world.ask(create, { sentAt })).toMatchObject({ Status: "FAILED" });
    expect(world.stored()).toMatchObject({ status: "error", version: 2 });
    expect(world.stored().connection).toBeUndefined();
    expect(world.integrations.claims.size).toBe(0);
  });

  test.each(["get", "replace", "claimRegistry"] as const)(
    "in the midst of it, before any %s: nothing is left bound, and no key lives",
    async (method) => {
      for (let at = 1; at <= 8; at += 1) {
        const world = createSetupWorld();
        const { integrations } = world.dependencies;
        const sentAt = world.clock.now.toISOString();
        world.pass(1);
        let calls = 0;
        const progress = { isDeleted: false };
        const interrupted = async (...args: never[]) => {
          calls += 1;
          if (calls === at) {
            progress.isDeleted = true;
            await world.ask(deleteSetup(world));
          }
          return (integrations[method] as (...all: never[]) => Promise<never>)(...args);
        };
        const create = setupRequest(world.stack, world.integration.externalId);
        await world.deliver(setupMessage(world.stack, INTEGRATION_ID, create, sentAt), {
          ports: { integrations: { ...integrations, [method]: interrupted } },
        });
        if (!progress.isDeleted) {
          expect(at).toBeGreaterThan(1);
          return;
        }
        expect(world.stored().connection).toBeUndefined();
        expect(world.liveKeys()).toEqual([]);
        expect(world.stored().status).toBe("error");
        expect(world.integrations.claims.size).toBe(0);
      }
    },
  );

  test("between the two resources' Creates: the last one does not connect it", async () => {
    const world = createSetupWorld();
    await world.ask(setupRequest(world.stack, world.integration.externalId));
    const sentAt = world.clock.now.toISOString();
    world.pass(5);
    await world.ask(deleteComplete(world));
    expect(await world.ask(completeRequest(world.stack), { sentAt })).toMatchObject({
      Status: "FAILED",
    });
    expect(world.stored().status).toBe("error");
    expect(world.stored().connection?.connectedAt).toBeUndefined();
    expect(world.reconcile.messages).toEqual([]);
  });

  test("while the last Create is being stored: it does not stay connected", async () => {
    const world = createSetupWorld();
    await world.ask(setupRequest(world.stack, world.integration.externalId));
    const { integrations } = world.dependencies;
    const message = setupMessage(
      world.stack,
      INTEGRATION_ID,
      completeRequest(world.stack),
      world.clock.now.toISOString(),
    );
    world.pass(1);
    let isFirst = true;
    const replace: typeof integrations.replace = async (next) => {
      if (isFirst) {
        isFirst = false;
        await world.ask(deleteComplete(world));
      }
      return integrations.replace(next);
    };
    await world.deliver(message, { ports: { integrations: { ...integrations, replace } } });
    expect(world.responder.sent.at(-1)).toMatchObject({ response: { Status: "FAILED" } });
    expect(world.stored().status).toBe("error");
  });

  test("does not hinder a Create that was sent after it", async () => {
    const world = createSetupWorld();
    await world.ask(deleteSetup(world));
    world.pass(5);
    await world.launch();
    expect(world.stored().status).toBe("connected");
  });
});

test("a deletion that can't be done in time is answered all the same, and done later", async () => {
  const world = createSetupWorld();
  await world.launch();
  world.pass(60);
  const message = setupMessage(
    world.stack,
    INTEGRATION_ID,
    deleteSetup(world),
    world.clock.now.toISOString(),
  );
  const outage = new TransientError("throttled", "The table does not answer.");
  const ports = {
    requests: { ...world.dependencies.requests, take: () => Promise.reject(outage) },
  };
  const answers = world.responder.sent.length;
  await expect(world.deliver(message, { ports })).rejects.toBe(outage);
  expect(world.responder.sent).toHaveLength(answers);
  world.pass(545);
  await expect(world.deliver(message, { ports })).rejects.toBe(outage);
  expect(world.responder.sent.slice(answers)).toMatchObject([{ response: { Status: "SUCCESS" } }]);
  expect(world.liveKeys()).toHaveLength(1);
  await world.deliver(message);
  expect(world.liveKeys()).toEqual([]);
});
