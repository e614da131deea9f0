import { describe, expect, test } from "@jest/globals";
import { completeRequest, setupMessage, setupRequest } from "../../fixtures/setup-messages.ts";
import {
  createSetupWorld,
  INTEGRATION_ID,
  pendingIntegration,
} from "../../fixtures/setup-world.ts";

const OTHER_ID = "00000000000000b2";
const SETUP_ID = `ecr-scout-${INTEGRATION_ID}-setup`;
const UPDATE = { RequestType: "Update", PhysicalResourceId: SETUP_ID } as const;
const SUCCESS = { Status: "SUCCESS", PhysicalResourceId: SETUP_ID };
const NEW_ROLE = "arn:aws:iam::222222222222:role/ecr-scout/Scout-AssumeRoleEcrAccess-X2";
const NEW_SECRET = "arn:aws:secretsmanager:us-east-1:222222222222:secret:Second-AbCdEf";

async function connected() {
  const world = createSetupWorld();
  await world.launch();
  world.pass(3600);
  return world;
}

describe("an update", () => {
  test("to a new role and template is proved and stored; the key stays", async () => {
    const world = await connected();
    const before = world.stored();
    world.customer.roles.clear();
    world.customer.roles.set(NEW_ROLE, { externalId: world.integration.externalId });
    const properties = { EcrAccessRoleArn: NEW_ROLE, TemplateVersion: "2" };
    const request = setupRequest(world.stack, world.integration.externalId, {
      ...UPDATE,
      properties,
    });
    expect(await world.ask(request)).toMatchObject(SUCCESS);
    expect(world.stored()).toEqual({
      ...before,
      version: before.version + 1,
      connection: { ...before.connection, roleArn: NEW_ROLE, templateVersion: "2" },
    });
    expect(world.customer.secrets.get(world.stack.secretArn)).toHaveLength(1);
  });

  test("to a new secret gets a new key; the old one lives for an hour", async () => {
    const world = await connected();
    const [old] = world.liveKeys();
    const properties = { CredentialsSecretArn: NEW_SECRET };
    const request = setupRequest(world.stack, world.integration.externalId, {
      ...UPDATE,
      properties,
    });
    expect(await world.ask(request)).toMatchObject(SUCCESS);
    const live = world.liveKeys();
    expect(live).toHaveLength(2);
    expect(live).toContainEqual({ ...old, expiresAt: "2026-11-21T14:00:00.000Z" });
    world.pass(3601);
    expect(world.liveKeys().map(({ sha256 }) => sha256)).toEqual([world.hashInSecret(NEW_SECRET)]);
    expect(world.stored()).toMatchObject({
      status: "connected",
      connection: { secretArn: NEW_SECRET },
    });
  });

  test("that is rolled back to the first secret makes its key the current one again", async () => {
    const world = await connected();
    const { externalId } = world.integration;
    const [old] = world.liveKeys();
    const properties = { CredentialsSecretArn: NEW_SECRET };
    await world.ask(setupRequest(world.stack, externalId, { ...UPDATE, properties }));
    world.pass(60);
    expect(await world.ask(setupRequest(world.stack, externalId, UPDATE))).toMatchObject(SUCCESS);
    world.pass(3601);
    expect(world.liveKeys()).toEqual([old]);
    expect(world.hashInSecret()).toBe(old?.sha256);
    expect(world.stored().connection?.secretArn).toBe(world.stack.secretArn);
  });

  test("to a secret that can't be written is refused; the integration goes on as before", async () => {
    const world = await connected();
    const before = world.stored();
    world.customer.sealed.add(NEW_SECRET);
    const properties = { CredentialsSecretArn: NEW_SECRET };
    const request = setupRequest(world.stack, world.integration.externalId, {
      ...UPDATE,
      properties,
    });
    const answer = await world.ask(request);
    expect(answer).toMatchObject({ Status: "FAILED", PhysicalResourceId: SETUP_ID });
    expect(world.stored()).toEqual({
      ...before,
      version: expect.any(Number),
      statusReason: expect.stringContaining("KMS said no"),
    });
  });

  test("waits for a changed role, and fails at last", async () => {
    const world = await connected();
    const properties = { EcrAccessRoleArn: NEW_ROLE };
    const request = setupRequest(world.stack, world.integration.externalId, {
      ...UPDATE,
      properties,
    });
    const message = setupMessage(
      world.stack,
      INTEGRATION_ID,
      request,
      world.clock.now.toISOString(),
    );
    await expect(world.deliver(message)).rejects.toMatchObject({ code: "role-not-ready" });
    world.pass(545);
    await world.deliver(message);
    expect(world.responder.sent.at(-1)).toMatchObject({ response: { Status: "FAILED" } });
    expect(world.stored()).toMatchObject({
      status: "connected",
      connection: { roleArn: world.stack.roleArn },
    });
  });
});

describe("a changed external ID", () => {
  test("is refused, and the rollback of the update succeeds", async () => {
    const world = await connected();
    const before = world.stored();
    const refused = await world.ask(setupRequest(world.stack, "changed-by-hand", UPDATE));
    expect(refused).toMatchObject({ Status: "FAILED", PhysicalResourceId: SETUP_ID });
    expect(world.stored()).toMatchObject({
      status: "connected",
      statusReason: expect.stringContaining("goes on as before"),
      keyHashes: before.keyHashes,
      connection: before.connection,
    });
    // The role may not have its old trust policy back everywhere yet.
    world.customer.roles.clear();
    const rollback = setupRequest(world.stack, world.integration.externalId, UPDATE);
    expect(await world.ask(rollback)).toMatchObject(SUCCESS);
    expect(world.stored().connection).toEqual(before.connection);
  });

  test("and the token of another integration: refused for both, rolled back under either", async () => {
    const world = await connected();
    const other = pendingIntegration({ integrationId: OTHER_ID, organizationId: "other" });
    world.integrations.rows.set(OTHER_ID, other);
    const forward = setupRequest(world.stack, other.externalId, UPDATE);
    const answer = await world.ask(forward, { integrationId: OTHER_ID });
    expect(answer).toMatchObject({
      Status: "FAILED",
      PhysicalResourceId: SETUP_ID,
      Reason: expect.stringContaining("SetupEndpoint"),
    });
    expect(world.stored(OTHER_ID)).toEqual(other);
    expect(world.stored()).toMatchObject({ status: "connected" });
    const rollback = setupRequest(world.stack, world.integration.externalId, UPDATE);
    expect(await world.ask(rollback, { integrationId: OTHER_ID })).toMatchObject(SUCCESS);
  });
});

describe("an update that belongs nowhere is refused", () => {
  test.each([
    ["of a removed integration", { removedAt: "2026-11-21T12:30:00Z" }],
    ["of a stack whose setup was deleted", { connection: undefined }],
  ])("%s", async (_, fields) => {
    const world = await connected();
    const { connection, ...rest } = world.stored();
    const own = "connection" in fields || connection === undefined ? {} : { connection };
    const { connection: _none, ...changes } = { connection: undefined, ...fields };
    world.integrations.rows.set(INTEGRATION_ID, { ...rest, ...own, ...changes });
    const before = world.stored();
    const request = setupRequest(world.stack, world.integration.externalId, {
      ...UPDATE,
      properties: { TemplateVersion: "2" },
    });
    expect(await world.ask(request)).toMatchObject({ Status: "FAILED" });
    expect(world.stored()).toEqual(before);
  });

  test.each([undefined, "something-else", "ecr-scout-00000000000000ff-setup"])(
    "of %s",
    async (id) => {
      const world = await connected();
      const before = world.stored();
      const { PhysicalResourceId: _, ...created } = UPDATE;
      const changes = id === undefined ? created : { ...created, PhysicalResourceId: id };
      const request = setupRequest(world.stack, world.integration.externalId, changes);
      expect(await world.ask(request)).toMatchObject({
        Status: "FAILED",
        ...(id === undefined ? {} : { PhysicalResourceId: id }),
      });
      expect(world.stored()).toEqual(before);
    },
  );
});

describe("an update of the last resource", () => {
  const COMPLETE = {
    RequestType: "Update",
    PhysicalResourceId: `ecr-scout-${INTEGRATION_ID}-complete`,
  } as const;
  const RULES = ["arn:aws:events:us-east-1:222222222222:rule/Scout-EcrRule-X2"];

  test("is stored; the integration stays connected, and since when", async () => {
    const world = await connected();
    const { connectedAt } = world.stored().connection ?? {};
    const properties = { RuleArns: RULES };
    const answer = await world.ask(completeRequest(world.stack, { ...COMPLETE, properties }));
    expect(answer).toMatchObject({ Status: "SUCCESS" });
    expect(world.stored()).toMatchObject({
      status: "connected",
      connection: { connectedAt, resources: { ruleArns: RULES } },
    });
  });

  test("to what is stored already changes nothing, whatever token it comes with", async () => {
    const world = await connected();
    const before = world.stored();
    const answer = await world.ask(completeRequest(world.stack, COMPLETE), { integrationId: null });
    expect(answer).toMatchObject({ Status: "SUCCESS" });
    expect(world.stored()).toEqual(before);
  });

  test("under another token is refused", async () => {
    const world = await connected();
    const properties = { RuleArns: RULES };
    const request = completeRequest(world.stack, { ...COMPLETE, properties });
    expect(await world.ask(request, { integrationId: null })).toMatchObject({ Status: "FAILED" });
    expect(world.stored()).toMatchObject({ status: "connected" });
    expect(world.stored().connection?.resources?.ruleArns).toHaveLength(2);
  });
});
