import { describe, expect, test } from "@jest/globals";
import { isAlive } from "../../../core/integrations/api-key.ts";
import { completeRequest, setupMessage, setupRequest } from "../../fixtures/setup-messages.ts";
import { createSetupWorld, INTEGRATION_ID } from "../../fixtures/setup-world.ts";

/** Seconds after which a request is decided whatever is missing. */
const NEARLY_OVER = 545;

describe("a new stack", () => {
  test("is bound, gets its key, and is answered", async () => {
    const world = createSetupWorld();
    const request = setupRequest(world.stack, world.integration.externalId);
    expect(await world.ask(request)).toEqual({
      Status: "SUCCESS",
      PhysicalResourceId: `ecr-scout-${INTEGRATION_ID}-setup`,
      StackId: world.stack.stackId,
      RequestId: request.RequestId,
      LogicalResourceId: "ScoutSetup",
    });
    expect(world.stored()).toMatchObject({
      status: "pending",
      connection: {
        account: "222222222222",
        region: "us-east-1",
        roleArn: world.stack.roleArn,
        secretArn: world.stack.secretArn,
        stackId: world.stack.stackId,
        templateVersion: "1",
        boundAt: world.clock.now.toISOString(),
      },
    });
    expect(world.liveKeys().map(({ sha256 }) => sha256)).toEqual([world.hashInSecret()]);
    expect([...world.integrations.claims]).toEqual([
      ["demo 222222222222/us-east-1", INTEGRATION_ID],
    ]);
  });

  test("is connected when it says that everything exists, and its registry is listed", async () => {
    const world = createSetupWorld();
    await world.launch();
    expect(world.stored()).toMatchObject({
      status: "connected",
      connection: {
        connectedAt: world.clock.now.toISOString(),
        resources: { apiDestinationArn: expect.stringContaining(":api-destination/") },
      },
    });
    expect(world.stored().statusReason).toBeUndefined();
    expect(world.reconcile.messages).toEqual([
      {
        kind: "registry",
        organizationId: "demo",
        integrationId: INTEGRATION_ID,
        requestedAt: world.clock.now.toISOString(),
      },
    ]);
  });

  test("of a Region without API destinations names no resources", async () => {
    const world = createSetupWorld();
    await world.ask(setupRequest(world.stack, world.integration.externalId));
    const nothing = { ConnectionArn: undefined, ApiDestinationArn: undefined, RuleArns: undefined };
    const answer = await world.ask(completeRequest(world.stack, { properties: nothing }));
    expect(answer.Status).toBe("SUCCESS");
    expect(world.stored()).toMatchObject({ status: "connected" });
    expect(world.stored().connection?.resources).toBeUndefined();
  });
});

test("a secret that can't be written fails the stack, and leaves no key", async () => {
  const world = createSetupWorld();
  world.customer.sealed.add(world.stack.secretArn);
  const answer = await world.ask(setupRequest(world.stack, world.integration.externalId));
  expect(answer).toMatchObject({
    Status: "FAILED",
    Reason: expect.stringContaining("KMS said no"),
  });
  expect(world.stored()).toMatchObject({
    status: "error",
    statusReason: answer.Reason,
    keyHashes: [],
  });
});

test("a defect of ours is tried again, and fails the stack in the end without telling of it", async () => {
  const world = createSetupWorld();
  const defect = new Error("undefined is not a function");
  world.customer.failures.push(defect, defect);
  const request = setupRequest(world.stack, world.integration.externalId);
  const message = setupMessage(world.stack, INTEGRATION_ID, request);
  await expect(world.deliver(message)).rejects.toBe(defect);
  world.pass(NEARLY_OVER);
  await world.deliver(message);
  const reason = world.responder.sent[0]?.response.Reason;
  expect(reason).toContain("its operator");
  expect(reason).not.toContain("function");
  expect(world.log.lines).toContainEqual(
    expect.objectContaining({ fields: expect.objectContaining({ error: defect }) }),
  );
});

test.each([
  ["unknown", null, {}],
  ["removed", INTEGRATION_ID, { removedAt: "2026-11-20T00:00:00Z" }],
])("an integration that is %s: both resources are refused", async (_, integrationId, fields) => {
  const world = createSetupWorld(fields);
  for (const request of [
    setupRequest(world.stack, world.integration.externalId),
    completeRequest(world.stack),
  ]) {
    const answer = await world.ask(request, { integrationId });
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("integration"),
    });
    expect(answer.PhysicalResourceId).not.toBe("");
  }
  expect(world.stored()).toMatchObject({ status: "pending", version: 1 });
});

test("a stack that is complete without a key is refused", async () => {
  const world = createSetupWorld();
  await world.ask(setupRequest(world.stack, world.integration.externalId));
  world.integrations.rows.set(INTEGRATION_ID, { ...world.stored(), keyHashes: [] });
  const answer = await world.ask(completeRequest(world.stack));
  expect(answer).toMatchObject({ Status: "FAILED", Reason: expect.stringContaining("no key") });
  expect(world.stored().keyHashes.filter((hash) => isAlive(hash, world.clock.now))).toEqual([]);
});
