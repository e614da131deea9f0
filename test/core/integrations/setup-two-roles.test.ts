import { beforeEach, describe, expect, test } from "@jest/globals";
import { throttled } from "../../fixtures/customer-world.ts";
import { completeRequest, setupMessage, setupRequest } from "../../fixtures/setup-messages.ts";
import { createSetupWorld, INTEGRATION_ID, type SetupWorld } from "../../fixtures/setup-world.ts";

const SETUP_ROLE = "arn:aws:iam::222222222222:role/ecr-scout/Scout-AssumeRoleScoutSetup-X1";
const OTHER_SETUP_ROLE = "arn:aws:iam::222222222222:role/ecr-scout/Scout-AssumeRoleScoutSetup-X2";

/** What the layout `early-access` sends. */
function early(world: SetupWorld, properties: object = {}) {
  return setupRequest(world.stack, world.integration.externalId, {
    properties: { SetupRoleArn: SETUP_ROLE, ...properties },
  });
}

/** Which role was assumed for what, in the order of the calls. */
function watchAssume(world: SetupWorld) {
  const { account } = world.dependencies;
  const calls: string[] = [];
  const watched: typeof account = {
    ...account,
    async assume(target, externalId) {
      const role = target.roleArn === SETUP_ROLE ? "setup" : "access";
      const given = externalId === world.integration.externalId ? "right" : (externalId ?? "none");
      const id = given === "right" || given === "none" ? given : "wrong";
      calls.push(`${role} ${target.secretArn === undefined ? "nothing" : "secret"} ${id}`);
      return account.assume(target, externalId);
    },
  };
  return { calls, ports: { account: watched } };
}

let world: SetupWorld;
beforeEach(() => {
  world = createSetupWorld();
  world.customer.roles.set(SETUP_ROLE, { externalId: world.integration.externalId });
});

describe("a stack with a role of its own for setting up", () => {
  test("has both roles proved, and its key written by that one", async () => {
    const { calls, ports } = watchAssume(world);
    await world.deliver(setupMessage(world.stack, INTEGRATION_ID, early(world)), { ports });
    expect(world.responder.sent).toMatchObject([{ response: { Status: "SUCCESS" } }]);
    expect(calls).toEqual([
      "access nothing right",
      "access nothing none",
      "access nothing wrong",
      "setup secret right",
      "setup secret none",
      "setup secret wrong",
    ]);
    expect(world.customer.secrets.get(world.stack.secretArn)).toHaveLength(1);
    expect(world.stored()).toMatchObject({
      layout: "early-access",
      connection: { roleArn: world.stack.roleArn, setupRoleArn: SETUP_ROLE },
    });
    expect(world.stored().delivery).toBeUndefined();
  });

  test("is connected when it is complete", async () => {
    await world.ask(early(world));
    expect(await world.ask(completeRequest(world.stack))).toMatchObject({ Status: "SUCCESS" });
    expect(world.stored()).toMatchObject({ status: "connected", layout: "early-access" });
  });

  test.each([
    ["the role that reads", () => world.stack.roleArn],
    ["the role for setting up", () => SETUP_ROLE],
  ])("%s must refuse whoever comes without the external ID", async (_, roleOf) => {
    world.customer.roles.set(roleOf(), { externalId: undefined });
    const answer = await world.ask(early(world));
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining(`${roleOf()} can be assumed without any external ID`),
    });
    expect(world.customer.secrets.size).toBe(0);
  });

  test.each([
    ["the role that reads", () => world.stack.roleArn],
    ["the role for setting up", () => SETUP_ROLE],
  ])("%s is waited for", async (_, roleOf) => {
    world.customer.roles.delete(roleOf());
    const message = setupMessage(world.stack, INTEGRATION_ID, early(world));
    await expect(world.deliver(message)).rejects.toMatchObject({
      code: "role-not-ready",
      message: expect.stringContaining(roleOf()),
    });
    world.customer.roles.set(roleOf(), { externalId: world.integration.externalId });
    await world.deliver(message);
    expect(world.responder.sent).toMatchObject([{ response: { Status: "SUCCESS" } }]);
  });

  test("a throttled call for either role has refused nothing", async () => {
    for (let call = 0; call < 6; call += 1) {
      const own = createSetupWorld();
      own.customer.roles.set(SETUP_ROLE, { externalId: own.integration.externalId });
      own.customer.failures.push(...Array.from({ length: call }, () => undefined), throttled());
      const message = setupMessage(own.stack, INTEGRATION_ID, early(own));
      await expect(own.deliver(message)).rejects.toMatchObject({ code: "throttled" });
      expect(own.customer.secrets.size).toBe(0);
      await own.deliver(message);
      expect(own.responder.sent).toMatchObject([{ response: { Status: "SUCCESS" } }]);
    }
  });

  test.each([
    ["another account's", "arn:aws:iam::333333333333:role/ecr-scout/Setup"],
    ["one elsewhere", "arn:aws:iam::222222222222:role/Admin"],
    ["no role", "arn:aws:iam::222222222222:user/ecr-scout/Setup"],
  ])("%s for setting up is refused", async (_, SetupRoleArn) => {
    const answer = await world.ask(early(world, { SetupRoleArn }));
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("SetupRoleArn must be a role of account 222222222222"),
    });
    expect(world.stored().connection).toBeUndefined();
  });

  test("a role for setting up without a secret to write is refused", async () => {
    const answer = await world.ask(early(world, { CredentialsSecretArn: undefined }));
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("there is no secret"),
    });
  });
});

describe("an update", () => {
  const UPDATE = {
    RequestType: "Update",
    PhysicalResourceId: `ecr-scout-${INTEGRATION_ID}-setup`,
  } as const;

  async function connected(): Promise<void> {
    await world.ask(early(world));
    await world.ask(completeRequest(world.stack));
    world.pass(3600);
  }

  test("to another role for setting up is proved and stored; the key stays", async () => {
    await connected();
    world.customer.roles.delete(SETUP_ROLE);
    world.customer.roles.set(OTHER_SETUP_ROLE, { externalId: world.integration.externalId });
    const request = { ...early(world, { SetupRoleArn: OTHER_SETUP_ROLE }), ...UPDATE };
    expect(await world.ask(request)).toMatchObject({ Status: "SUCCESS" });
    expect(world.stored()).toMatchObject({
      status: "connected",
      connection: { setupRoleArn: OTHER_SETUP_ROLE },
    });
    expect(world.customer.secrets.get(world.stack.secretArn)).toHaveLength(1);
  });

  test("to the layout with one role forgets the other", async () => {
    await connected();
    const request = setupRequest(world.stack, world.integration.externalId, UPDATE);
    expect(await world.ask(request)).toMatchObject({ Status: "SUCCESS" });
    expect(world.stored().layout).toBeUndefined();
    expect(world.stored().connection?.setupRoleArn).toBeUndefined();
    expect(world.stored()).toMatchObject({ status: "connected" });
    expect(world.liveKeys()).toHaveLength(1);
  });

  test("to what is stored asks AWS nothing, so that a rollback never gets stuck", async () => {
    await connected();
    world.customer.roles.clear();
    expect(await world.ask({ ...early(world), ...UPDATE })).toMatchObject({ Status: "SUCCESS" });
  });
});
