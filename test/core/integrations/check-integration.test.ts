import { describe, expect, test } from "@jest/globals";
import { PermanentError } from "../../../core/errors.ts";
import { type CheckWorld, createCheckWorld } from "../../fixtures/check-world.ts";
import { throttled } from "../../fixtures/customer-world.ts";
import { listedImage } from "../../fixtures/listed-registries.ts";
import { IMAGE_ACTIONS, RESOURCES } from "../../fixtures/memory-stack.ts";

const [ECR_RULE = ""] = RESOURCES.ruleArns;
const SETUP_ROLE = "arn:aws:iam::222222222222:role/ecr-scout/Setup";

function pattern(world: CheckWorld, detail: object): void {
  const found = world.stack.rules.get(ECR_RULE);
  const eventPattern = JSON.stringify({ ...IMAGE_ACTIONS, detail });
  if (found) world.stack.rules.set(ECR_RULE, { ...found, eventPattern });
}

test("a stack that is in order is fine in everything that is looked at", async () => {
  const world = createCheckWorld();
  expect(await world.check()).toEqual([]);
  const report = world.report();
  expect(report).toMatchObject({
    integrationId: world.integration.integrationId,
    checkedAt: "2026-11-21T12:00:00.000Z",
    outcome: "ok",
  });
  expect(report?.findings.map(({ code }) => code)).toEqual([
    "role",
    "external-id",
    "stack",
    "template-version",
    "repositories",
    "pull",
    "rules",
    "destination",
    "connection",
    "secret",
    "key-rotation",
  ]);
  expect(report?.findings.every(({ remedy }) => remedy === null)).toBe(true);
  expect(world.pulled).toHaveLength(1);
  expect(world.stored()).toMatchObject({ status: "connected" });
});

describe("a stack that is gone without a word", () => {
  test.each([undefined, { status: "DELETE_COMPLETE" }])(
    "leaves as by its Delete: %j",
    async (gone) => {
      const world = createCheckWorld();
      world.stack.described = gone;
      expect(await world.check()).toMatchObject([{ code: "stack", outcome: "error" }]);
      expect(world.stored()).toMatchObject({
        status: "error",
        statusReason: expect.stringContaining("Its stack was deleted"),
        keyHashes: [],
        connection: { deletedAt: "2026-11-21T12:00:00.000Z" },
      });
      // Nothing is asked of an account in which there is no stack.
      world.registries.questions = 0;
      expect(await world.check()).toMatchObject([{ code: "stack", outcome: "error" }]);
      expect(world.registries.questions).toBe(0);
    },
  );
});

describe("layouts and deliveries", () => {
  test("early access: both roles are proved", async () => {
    const world = createCheckWorld({
      layout: "early-access",
      connection: { setupRoleArn: SETUP_ROLE },
    });
    expect(await world.check()).toEqual([]);
    world.customer.roles.set(SETUP_ROLE, { externalId: undefined });
    expect(await world.check()).toMatchObject([{ code: "setup-external-id", outcome: "error" }]);
    world.customer.roles.delete(SETUP_ROLE);
    const findings = await world.check();
    expect(findings).toMatchObject([{ code: "setup-role", outcome: "error" }]);
    expect(findings[0]?.message).toContain(SETUP_ROLE);
  });

  test("poll: neither rules nor a key are missed", async () => {
    const world = createCheckWorld({ delivery: "poll" });
    const { resources: _, secretArn: _secret, ...connection } = world.integration.connection;
    world.change({ connection });
    expect(await world.check()).toEqual([]);
    expect(world.report()?.findings.map(({ code }) => code)).not.toContain("key-rotation");
  });

  test("a scope: nothing else is pulled, and rules for it alone will do", async () => {
    const world = createCheckWorld({ scope: ["base", "web/*"] });
    world.registries.create(world.registry, "base");
    world.registries.create(world.registry, "web/shop", listedImage("1"));
    pattern(world, { ...IMAGE_ACTIONS.detail, "repository-name": ["base", { prefix: "web/" }] });
    expect(await world.check()).toEqual([]);
    expect(world.pulled).toEqual([expect.stringMatching(/^web\/shop@/)]);
    const [repositories] =
      world.report()?.findings.filter((one) => one.code === "repositories") ?? [];
    expect(repositories?.message).toContain("2 repositories of the integration's scope");
  });
});

describe("what may pass", () => {
  test.each(["stack", "rule", "destination", "connection"] as const)(
    "a throttled look (%s) has the check made again, and stores nothing",
    async (name) => {
      const world = createCheckWorld();
      world.stack.refusals.set(name, throttled());
      await expect(world.deliver()).rejects.toMatchObject({ code: "throttled" });
      expect(world.report()).toBeUndefined();
      expect(world.stored()).toEqual({ ...world.stored(), status: "connected", version: 1 });
    },
  );

  test("a throttled AssumeRole is no refusal, and so no proof", async () => {
    const world = createCheckWorld();
    world.customer.failures.push(undefined, throttled());
    await expect(world.deliver()).rejects.toMatchObject({ code: "throttled" });
    expect(world.report()).toBeUndefined();
  });

  test("a role that is minutes old may be refused for a while", async () => {
    const world = createCheckWorld({ connection: { connectedAt: "2026-11-21T11:58:00.000Z" } });
    world.customer.roles.clear();
    await expect(world.deliver()).rejects.toMatchObject({ code: "role-new" });
    world.pass(600);
    expect(await world.check()).toMatchObject([{ code: "role" }]);
  });
  test("a role that has let a check in is refused for no such reason, be it seconds old", async () => {
    const world = createCheckWorld();
    const { connection } = world.integration;
    const since = world.clock.now.toISOString();
    world.change({ connection: { ...connection, boundAt: since, connectedAt: since } });
    world.pass(20);
    expect(await world.check()).toEqual([]);
    world.customer.roles.clear();
    world.pass(20);
    expect(await world.check()).toMatchObject([{ code: "role", outcome: "error" }]);
  });
});

describe("a status that is not the check's", () => {
  test.each(["The registry could not be listed. So it is.", "Its stack is being deleted in AWS."])(
    "stays, found or not: %s",
    async (statusReason) => {
      const world = createCheckWorld({ status: "error", statusReason });
      await world.check();
      expect(world.stored()).toMatchObject({ status: "error", statusReason });
      world.stack.target = undefined;
      expect(await world.check()).toHaveLength(1);
      expect(world.stored()).toMatchObject({ status: "error", statusReason });
    },
  );

  test("of a stack that took another's place while it was looked at stays", async () => {
    const world = createCheckWorld();
    world.stack.target = undefined;
    const { inspection } = world.dependencies;
    const stackId = "arn:aws:cloudformation:us-east-1:222222222222:stack/Other/2";
    await world.deliver(
      {},
      {
        ...world.dependencies,
        inspection: {
          ...inspection,
          stack(integration) {
            const { connection } = world.integration;
            world.change({ connection: { ...connection, stackId } });
            return inspection.stack(integration);
          },
        },
      },
    );
    expect(world.stored()).toMatchObject({ status: "connected", connection: { stackId } });
  });
});

describe("nothing to check", () => {
  test("an integration without a complete stack says so", async () => {
    const world = createCheckWorld({ status: "pending" });
    const { connectedAt: _, ...connection } = world.integration.connection;
    world.change({ connection });
    expect(await world.check()).toMatchObject([{ code: "stack", outcome: "error" }]);
    expect(world.stored()).toMatchObject({ status: "pending" });
  });

  test.each([
    ["was removed", { removedAt: "2026-11-21T11:00:00.000Z" }, {}],
    ["is another organization's", {}, { organizationId: "other" }],
  ])("one that %s has no report", async (_, fields, message) => {
    const world = createCheckWorld(fields);
    await world.deliver(message);
    expect(world.report()).toBeUndefined();
    expect(world.log.lines.at(-1)).toMatchObject({ message: "nothing to check" });
  });
});

test("an image that is deleted between the list and the pull proves nothing", async () => {
  const world = createCheckWorld();
  world.registries.create(world.registry, "web", listedImage("1"));
  world.pulls.refusal = new PermanentError("manifest-unknown", "Gone.");
  expect(await world.check()).toEqual([]);
});
