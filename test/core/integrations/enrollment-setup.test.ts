import { describe, expect, test } from "@jest/globals";
import type { Enrollment } from "../../../core/integrations/enrollment-port.ts";
import { MAX_WAITING } from "../../../core/integrations/enrollment-waiting.ts";
import { removeIntegration } from "../../../core/integrations/remove.ts";
import { createEnrollmentWorld, ENROLLMENT_ID, STRANGER } from "../../fixtures/enrollment-world.ts";
import { buildConnected } from "../../fixtures/memory-integrations.ts";
import { completeRequest } from "../../fixtures/setup-messages.ts";

const KNOWN = "222222222222";

describe("a stack of an account on the allow-list", () => {
  test("makes an integration of its own, and connects it", async () => {
    const world = createEnrollmentWorld({ activation: "selected", scope: ["team/*"] });
    const stack = world.stackOf(KNOWN);
    const [setup, complete] = await world.launchStack(stack);
    expect(setup).toMatchObject({
      Status: "SUCCESS",
      PhysicalResourceId: `ecr-scout-${world.idOf(stack)}-setup`,
    });
    expect(complete?.Status).toBe("SUCCESS");
    const integration = world.stored(world.idOf(stack));
    expect(integration).toMatchObject({
      organizationId: "demo",
      status: "connected",
      activation: "selected",
      scope: ["team/*"],
      externalId: `${world.enrollment.externalIdPrefix}-${KNOWN}-us-east-1`,
      enrollment: { enrollmentId: ENROLLMENT_ID, approval: "allowed" },
      connection: { account: KNOWN, region: "us-east-1", stackId: stack.stackId },
    });
    expect(integration.setupToken).not.toBe(world.enrollment.setupToken);
    expect(integration.statusReason).toBeUndefined();
    expect(world.reconcile.messages).toMatchObject([
      { kind: "registry", integrationId: world.idOf(stack) },
    ]);
    expect(world.enrollments.rows.get(ENROLLMENT_ID)?.waiting).toEqual([]);
  });

  test("has another integration and another external ID in each account and Region", async () => {
    const world = createEnrollmentWorld({ allowedAccounts: "*" });
    const stacks = [
      world.stackOf(KNOWN),
      world.stackOf(KNOWN, "Ireland", "eu-west-1"),
      world.stackOf(STRANGER),
    ];
    for (const stack of stacks) await world.launchStack(stack);
    const made = stacks.map((stack) => world.stored(world.idOf(stack)));
    expect(made.map(({ status }) => status)).toEqual(["connected", "connected", "connected"]);
    for (const name of ["integrationId", "externalId", "setupToken"] as const) {
      expect(new Set(made.map((integration) => integration[name])).size).toBe(3);
    }
  });

  test("is set up long after the enrollment was made, by a message that is repeated", async () => {
    const world = createEnrollmentWorld();
    world.pass(400 * 24 * 3600);
    const stack = world.stackOf(KNOWN);
    const message = await world.messageOf(stack, world.create(stack));
    await world.deliver(message);
    const first = world.stored(world.idOf(stack));
    await world.deliver({ ...message, messageId: "again" });
    expect(world.stored(world.idOf(stack))).toEqual(first);
    expect(world.responder.sent.map(({ response }) => response.Status)).toEqual([
      "SUCCESS",
      "SUCCESS",
    ]);
  });

  test("may be launched again after it was deleted, and after it was removed", async () => {
    const world = createEnrollmentWorld();
    const first = world.stackOf(KNOWN, "First");
    await world.launchStack(first);
    await world.askAs(first, world.remove(first, `ecr-scout-${world.idOf(first)}-setup`));
    world.pass(60);
    const second = world.stackOf(KNOWN, "Second");
    await world.launchStack(second);
    expect(world.stored(world.idOf(second))).toMatchObject({
      status: "connected",
      connection: { stackId: second.stackId },
    });
    await removeIntegration(
      { ...world.dependencies, reconcile: world.reconcile },
      "demo",
      world.idOf(second),
    );
    // The stack that is left is answered, and touches nothing of the next one.
    const third = world.stackOf(KNOWN, "Third");
    const [answer] = await world.launchStack(third);
    expect(answer?.PhysicalResourceId).toBe(`ecr-scout-${world.idOf(third, 1)}-setup`);
    const left = world.remove(second, `ecr-scout-${world.idOf(second)}-setup`);
    expect(await world.askAs(second, left)).toMatchObject({ Status: "SUCCESS" });
    expect(world.stored(world.idOf(third, 1))).toMatchObject({
      status: "connected",
      externalId: world.stored(world.idOf(third)).externalId,
    });
  });

  test("is refused while another of the same registry is there", async () => {
    const world = createEnrollmentWorld();
    const first = world.stackOf(KNOWN, "First");
    await world.launchStack(first);
    const second = world.stackOf(KNOWN, "Second");
    expect(await world.begin(second)).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("was used by the stack"),
    });
    expect(world.stored(world.idOf(first))).toMatchObject({ status: "connected" });
  });

  test("that comes at the same time as another one of the registry makes no second one", async () => {
    const world = createEnrollmentWorld();
    const [first, second] = [world.stackOf(KNOWN, "First"), world.stackOf(KNOWN, "Second")];
    const ports = {
      integrations: {
        ...world.integrations,
        async create(integration: Parameters<typeof world.integrations.create>[0]) {
          await world.launchStack(second);
          return world.integrations.create(integration);
        },
      },
    };
    await world.deliver(await world.messageOf(first, world.create(first)), { ports });
    expect(world.responder.sent.at(-1)).toMatchObject({
      response: { Status: "FAILED", Reason: expect.stringContaining("was used by the stack") },
    });
    expect(world.stored(world.idOf(second))).toMatchObject({
      status: "connected",
      connection: { stackId: second.stackId },
    });
  });

  test("is refused where somebody's own integration has the registry, and leaves nothing", async () => {
    const world = createEnrollmentWorld();
    const { apiKey: _, ...own } = buildConnected();
    await world.integrations.create(own);
    await world.integrations.claimRegistry(
      { organizationId: "demo", account: KNOWN, region: "us-east-1" },
      own.integrationId,
    );
    const stack = world.stackOf(KNOWN);
    expect(await world.begin(stack)).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining(own.integrationId),
    });
    expect(world.integrations.rows.has(world.idOf(stack))).toBe(false);
  });
});

describe("a stack of another account", () => {
  test("is set up, and waits", async () => {
    const world = createEnrollmentWorld();
    const stack = world.stackOf(STRANGER);
    const answers = await world.launchStack(stack);
    expect(answers.map(({ Status }) => Status)).toEqual(["SUCCESS", "SUCCESS"]);
    expect(world.customer.secrets.get(stack.secretArn)).toHaveLength(1);
    expect(world.stored(world.idOf(stack))).toMatchObject({
      status: "pending",
      statusReason: expect.stringMatching(/333333333333.*allow-list.*owner approves/s),
      enrollment: { approval: "waiting" },
      connection: { connectedAt: world.clock.now.toISOString() },
    });
    expect(world.enrollments.rows.get(ENROLLMENT_ID)?.waiting).toEqual([
      { integrationId: world.idOf(stack), account: STRANGER },
    ]);
  });

  test("waits on when it is updated, and when it is launched again", async () => {
    const world = createEnrollmentWorld();
    const stack = world.stackOf(STRANGER);
    await world.launchStack(stack);
    const id = world.idOf(stack);
    const request = world.create(stack, { TemplateVersion: "2" });
    const answer = await world.askAs(stack, {
      ...request,
      RequestType: "Update",
      PhysicalResourceId: `ecr-scout-${id}-setup`,
    });
    expect(answer.Status).toBe("SUCCESS");
    const waiting = {
      status: "pending",
      statusReason: expect.stringContaining("allow-list"),
      enrollment: { approval: "waiting" },
    };
    expect(world.stored(id)).toMatchObject({ ...waiting, connection: { templateVersion: "2" } });
    await world.askAs(stack, world.remove(stack, `ecr-scout-${id}-setup`));
    expect(world.stored(id)).toMatchObject({ status: "error" });
    world.pass(60);
    await world.launchStack(world.stackOf(STRANGER, "Second"));
    expect(world.stored(id)).toMatchObject(waiting);
  });

  test("is refused when too many wait, which leaves nothing", async () => {
    const waiting = Array.from({ length: MAX_WAITING }, (_, number) => ({
      integrationId: `w${number}`,
      account: "444444444444",
    }));
    const now = "2026-11-21T11:59:00.000Z";
    const world = createEnrollmentWorld({ waiting, waitingSettledAt: now });
    const stack = world.stackOf(STRANGER);
    expect(await world.begin(stack)).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("wait for approval already"),
    });
    expect(world.integrations.rows.has(world.idOf(stack))).toBe(false);
    expect(world.integrations.claims.size).toBe(0);
    // One on the allow-list is not in their way.
    expect(await world.begin(world.stackOf(KNOWN))).toMatchObject({ Status: "SUCCESS" });
    // Of those none is there any more, which is looked at once in a while.
    world.pass(600);
    const next = world.stackOf(STRANGER, "Next");
    expect(await world.begin(next)).toMatchObject({ Status: "SUCCESS" });
    expect(world.enrollments.rows.get(ENROLLMENT_ID)?.waiting).toEqual([
      { integrationId: world.idOf(next), account: STRANGER },
    ]);
  });
});

describe("what is refused", () => {
  test.each<[string, Partial<Enrollment>, string]>([
    ["closed", { closedAt: "2026-11-21T10:00:00.000Z" }, "was closed"],
    ["of nobody by now", { enrollmentId: "00000000000000e2" }, "does not exist"],
  ])("an enrollment that is %s takes no new stack", async (_, fields, reason) => {
    const world = createEnrollmentWorld();
    const stack = world.stackOf(KNOWN);
    const message = await world.messageOf(stack, world.create(stack));
    world.enrollments.rows.clear();
    world.enrollments.rows.set(fields.enrollmentId ?? ENROLLMENT_ID, {
      ...world.enrollment,
      ...fields,
    });
    await world.deliver(message);
    expect(world.responder.sent).toMatchObject([
      { response: { Status: "FAILED", Reason: expect.stringContaining(reason) } },
    ]);
    expect(world.integrations.rows.has(world.idOf(stack))).toBe(false);
  });

  test("a closed enrollment lets a stack go on that is being set up, and its Delete", async () => {
    const world = createEnrollmentWorld();
    const stack = world.stackOf(KNOWN);
    await world.begin(stack);
    const { enrollment } = world;
    world.enrollments.rows.set(ENROLLMENT_ID, { ...enrollment, closedAt: enrollment.createdAt });
    expect(await world.askAs(stack, completeRequest(stack))).toMatchObject({ Status: "SUCCESS" });
    expect(world.stored(world.idOf(stack))).toMatchObject({ status: "connected" });
    const remove = world.remove(stack, `ecr-scout-${world.idOf(stack)}-setup`);
    expect(await world.askAs(stack, remove)).toMatchObject({ Status: "SUCCESS" });
    world.pass(60);
    expect(await world.begin(world.stackOf(KNOWN, "Second"))).toMatchObject({ Status: "FAILED" });
  });

  test("another external ID than the one of the account and Region", async () => {
    const world = createEnrollmentWorld({ allowedAccounts: "*" });
    const stack = world.stackOf(KNOWN);
    const ExternalId = `${world.enrollment.externalIdPrefix}-${STRANGER}-us-east-1`;
    expect(await world.askAs(stack, world.create(stack, { ExternalId }))).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("The parameter ExternalId"),
    });
    expect(world.integrations.rows.has(world.idOf(stack))).toBe(false);
  });

  test("a Delete of a stack that was never set up is answered", async () => {
    const world = createEnrollmentWorld();
    const stack = world.stackOf(STRANGER);
    const answer = await world.askAs(stack, world.remove(stack, "ecr-scout-none-setup"));
    expect(answer.Status).toBe("SUCCESS");
    expect(world.integrations.rows.has(world.idOf(stack))).toBe(false);
  });
});
