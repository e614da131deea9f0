import { describe, expect, test } from "@jest/globals";
import { completeRequest, setupMessage, setupRequest } from "../../fixtures/setup-messages.ts";
import { createSetupWorld, INTEGRATION_ID, type SetupWorld } from "../../fixtures/setup-world.ts";

const NO_SECRET = { CredentialsSecretArn: undefined };
const NO_RESOURCES = {
  ConnectionArn: undefined,
  ApiDestinationArn: undefined,
  RuleArns: undefined,
};
const UPDATE = {
  RequestType: "Update",
  PhysicalResourceId: `ecr-scout-${INTEGRATION_ID}-setup`,
} as const;

function request(world: SetupWorld, properties: object, changes: object = {}) {
  return setupRequest(world.stack, world.integration.externalId, { ...changes, properties });
}

async function launchPolled(world: SetupWorld): Promise<void> {
  await world.ask(request(world, NO_SECRET));
  await world.ask(completeRequest(world.stack, { properties: NO_RESOURCES }));
}

describe("a stack that sends no events", () => {
  test("is connected with its role proved, and without a key", async () => {
    const world = createSetupWorld();
    await launchPolled(world);
    expect(world.stored()).toMatchObject({
      status: "connected",
      delivery: "poll",
      keyHashes: [],
      connection: { roleArn: world.stack.roleArn, connectedAt: expect.any(String) },
    });
    expect(world.stored().connection?.secretArn).toBeUndefined();
    expect(world.customer.secrets.size).toBe(0);
    expect(world.reconcile.messages).toMatchObject([{ kind: "registry" }]);
  });

  test("must refuse whoever comes without the external ID, too", async () => {
    const world = createSetupWorld();
    world.customer.roles.set(world.stack.roleArn, { externalId: undefined });
    expect(await world.ask(request(world, NO_SECRET))).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("without any external ID"),
    });
  });

  test("asks for a session that may write nothing", async () => {
    const world = createSetupWorld();
    const targets: object[] = [];
    const { account } = world.dependencies;
    const ports = {
      account: {
        ...account,
        assume: (...args: Parameters<typeof account.assume>) => {
          targets.push(args[0]);
          return account.assume(...args);
        },
      },
    };
    const message = setupMessage(world.stack, INTEGRATION_ID, request(world, NO_SECRET));
    await world.deliver(message, { ports });
    expect(targets).toEqual(Array.from({ length: 3 }, () => ({ roleArn: world.stack.roleArn })));
  });
});

describe("an update of the stack", () => {
  test("that begins to send events gets a key", async () => {
    const world = createSetupWorld();
    await launchPolled(world);
    world.pass(60);
    expect(await world.ask(request(world, {}, UPDATE))).toMatchObject({ Status: "SUCCESS" });
    expect(world.stored()).toMatchObject({
      status: "connected",
      connection: { secretArn: world.stack.secretArn },
    });
    expect(world.stored().delivery).toBeUndefined();
    world.pass(7200);
    expect(world.liveKeys().map(({ sha256 }) => sha256)).toEqual([world.hashInSecret()]);
  });

  test("that sends none any more lets its key live for an hour, in case it is rolled back", async () => {
    const world = createSetupWorld();
    await world.launch();
    const [key] = world.liveKeys();
    world.pass(60);
    expect(await world.ask(request(world, NO_SECRET, UPDATE))).toMatchObject({ Status: "SUCCESS" });
    expect(world.stored()).toMatchObject({ status: "connected", delivery: "poll" });
    expect(world.liveKeys()).toMatchObject([{ sha256: key?.sha256 }]);

    const rolledBack = await world.ask(request(world, {}, UPDATE));
    expect(rolledBack).toMatchObject({ Status: "SUCCESS" });
    world.pass(7200);
    expect(world.liveKeys()).toEqual([key]);
    expect(world.hashInSecret()).toBe(key?.sha256);

    await world.ask(request(world, NO_SECRET, UPDATE));
    world.pass(3601);
    expect(world.liveKeys()).toEqual([]);
  });
});

test("a stack that has a secret and no key is refused as ever", async () => {
  const world = createSetupWorld();
  await world.ask(request(world, {}));
  world.integrations.rows.set(INTEGRATION_ID, { ...world.stored(), keyHashes: [] });
  expect(await world.ask(completeRequest(world.stack))).toMatchObject({ Status: "FAILED" });
});
