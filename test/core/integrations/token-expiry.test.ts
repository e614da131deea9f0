import { randomBytes } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { renewSetupToken, tokenExpiryFrom } from "../../../core/integrations/token-expiry.ts";
import {
  buildConnected,
  buildPending,
  memoryIntegrations,
} from "../../fixtures/memory-integrations.ts";
import { completeRequest, setupRequest, stackFixture } from "../../fixtures/setup-messages.ts";
import { createSetupWorld, INTEGRATION_ID } from "../../fixtures/setup-world.ts";

const DAY = 24 * 3600;
const NOW = new Date("2026-11-21T12:00:00.000Z");

describe("a link that has expired", () => {
  const tokenExpiresAt = "2026-11-21T12:00:10.000Z";

  test("launches no new stack, and says where a fresh one is", async () => {
    const world = createSetupWorld({ tokenExpiresAt });
    world.pass(10);
    const answer = await world.ask(setupRequest(world.stack, world.integration.externalId));
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringMatching(
        new RegExp(`good until 2026-11-21.*${INTEGRATION_ID}.*fresh link`),
      ),
    });
    expect(world.stored()).toMatchObject({ status: "error", statusReason: answer.Reason });
    expect(world.stored().connection).toBeUndefined();
    expect(world.customer.secrets.size).toBe(0);
    expect(world.integrations.claims.size).toBe(0);
  });

  test("does not stop the stack that it was used for", async () => {
    const world = createSetupWorld({ tokenExpiresAt });
    const created = await world.ask(setupRequest(world.stack, world.integration.externalId));
    world.pass(30 * DAY);
    const completed = await world.ask(completeRequest(world.stack));
    expect([created.Status, completed.Status]).toEqual(["SUCCESS", "SUCCESS"]);
    expect(world.stored().status).toBe("connected");
    const role = "arn:aws:iam::222222222222:role/ecr-scout/Other";
    world.customer.roles.set(role, { externalId: world.integration.externalId });
    const updated = await world.ask(
      setupRequest(world.stack, world.integration.externalId, {
        RequestType: "Update",
        PhysicalResourceId: created.PhysicalResourceId,
        properties: { EcrAccessRoleArn: role },
      }),
    );
    expect(updated.Status).toBe("SUCCESS");
  });

  test("launches no stack in place of one that was deleted", async () => {
    const world = createSetupWorld({ tokenExpiresAt });
    await world.launch();
    const PhysicalResourceId = `ecr-scout-${INTEGRATION_ID}-setup`;
    await world.ask(setupRequest(world.stack, "x", { RequestType: "Delete", PhysicalResourceId }));
    world.pass(DAY);
    const second = stackFixture("Second");
    const request = setupRequest(second, world.integration.externalId);
    const answer = await world.ask(request, { stack: second });
    expect(answer.Status).toBe("FAILED");
    expect(world.stored().connection?.stackId).toBe(world.stack.stackId);
  });

  test("is absent from integrations of before: they launch as ever", async () => {
    const world = createSetupWorld();
    world.pass(400 * DAY);
    await world.launch();
    expect(world.stored().status).toBe("connected");
  });
});

describe("a link that is shown again", () => {
  async function renewed(secondsLeft: number | undefined, fields: object = {}) {
    const time = new Date(NOW.getTime() + (secondsLeft ?? 0) * 1000).toISOString();
    const { apiKey: _, ...integration } = buildPending({
      ...(secondsLeft === undefined ? {} : { tokenExpiresAt: time }),
      ...fields,
    });
    const integrations = memoryIntegrations(integration);
    const dependencies = { integrations, now: () => NOW, randomBytes };
    const after = await renewSetupToken(dependencies, integration);
    expect(await integrations.get(integration.integrationId)).toEqual(after);
    return { before: integration, after };
  }

  test("is another one once it has expired, good for 14 days", async () => {
    const { before, after } = await renewed(0);
    expect(after.setupToken).not.toBe(before.setupToken);
    expect(after.setupToken).toMatch(new RegExp(`^${before.integrationId}\\.[\\w-]{43}$`));
    expect(after.tokenExpiresAt).toBe("2026-12-05T12:00:00.000Z");
  });

  test("is the same one, and lives longer, when half of its time is over", async () => {
    const { before, after } = await renewed(7 * DAY - 1);
    expect(after.setupToken).toBe(before.setupToken);
    expect(after.tokenExpiresAt).toBe(tokenExpiryFrom(NOW));
  });

  const { connection } = buildConnected();
  test.each([
    ["is fresh", 7 * DAY, {}],
    ["never expires", undefined, {}],
    ["has launched a stack", -DAY, { connection }],
    ["belongs to a removed integration", -DAY, { removedAt: NOW.toISOString() }],
  ])("stays as it is when it %s", async (_, seconds, fields) => {
    const { before, after } = await renewed(seconds, fields);
    expect(after).toEqual(before);
  });

  test("is another one after its stack was deleted and its time is over", async () => {
    const deleted = { ...connection, deletedAt: NOW.toISOString() };
    const { before, after } = await renewed(-DAY, { connection: deleted });
    expect(after.setupToken).not.toBe(before.setupToken);
  });

  test("is the same for two people who look at the same time", async () => {
    const { apiKey: _, ...integration } = buildPending({ tokenExpiresAt: NOW.toISOString() });
    const integrations = memoryIntegrations(integration);
    const dependencies = { integrations, now: () => NOW, randomBytes };
    const [one, two] = await Promise.all([
      renewSetupToken(dependencies, integration),
      renewSetupToken(dependencies, integration),
    ]);
    expect(one.setupToken).toBe(two.setupToken);
  });
});
