import { describe, expect, test } from "@jest/globals";
import type { SetupMessage } from "../../../core/contract/setup-message.ts";
import { KilledError, type Death, failureOf, mortalPorts } from "../../fixtures/mortal-ports.ts";
import {
  completeRequest,
  setupMessage,
  setupRequest,
  stackFixture,
} from "../../fixtures/setup-messages.ts";
import { createSetupWorld, INTEGRATION_ID, type SetupWorld } from "../../fixtures/setup-world.ts";

/** Brings a world to where a message is due, and makes that message. */
type Scenario = (world: SetupWorld) => Promise<SetupMessage>;

const SETUP_ID = `ecr-scout-${INTEGRATION_ID}-setup`;
const COMPLETE_ID = `ecr-scout-${INTEGRATION_ID}-complete`;
const NEW_ROLE = "arn:aws:iam::222222222222:role/ecr-scout/Scout-AssumeRoleEcrAccess-X2";
const SETUP_ROLE = "arn:aws:iam::222222222222:role/ecr-scout/Scout-AssumeRoleScoutSetup-X1";
const NO_EVENTS = { CredentialsSecretArn: undefined };
const NEW_SECRET = "arn:aws:secretsmanager:us-east-1:222222222222:secret:Second-AbCdEf";

function due(world: SetupWorld, request: Parameters<typeof setupMessage>[2]): SetupMessage {
  return setupMessage(world.stack, INTEGRATION_ID, request, world.clock.now.toISOString());
}

function create(world: SetupWorld, properties: object = {}) {
  return setupRequest(world.stack, world.integration.externalId, { properties });
}

async function launched(world: SetupWorld): Promise<void> {
  await world.launch();
  world.pass(3600);
}

function update(world: SetupWorld, properties: object) {
  const { externalId } = world.integration;
  const changes = { RequestType: "Update", PhysicalResourceId: SETUP_ID, properties } as const;
  return setupRequest(world.stack, externalId, changes);
}

function remove(world: SetupWorld) {
  return setupRequest(world.stack, "x", { RequestType: "Delete", PhysicalResourceId: SETUP_ID });
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "Create of the setup": (world) => Promise.resolve(due(world, create(world))),
  "Create of a stack launched again": async (world) => {
    await launched(world);
    await world.ask(remove(world));
    world.pass(60);
    return due(world, create(world));
  },
  "Create that replaces another's stale claim": async (world) => {
    const claim = { organizationId: "demo", account: "222222222222", region: "us-east-1" };
    await world.integrations.claimRegistry(claim, "00000000000000b2");
    return due(world, create(world));
  },
  "Create with a secret that can't be written": (world) => {
    world.customer.sealed.add(world.stack.secretArn);
    return Promise.resolve(due(world, create(world)));
  },
  "Create with a wrong external ID": (world) =>
    Promise.resolve(due(world, create(world, { ExternalId: "wrong" }))),
  "Create with an open role": (world) => {
    world.customer.roles.set(world.stack.roleArn, { externalId: undefined });
    return Promise.resolve(due(world, create(world)));
  },
  "Create with a role of its own for the secret": (world) => {
    world.customer.roles.set(SETUP_ROLE, { externalId: world.integration.externalId });
    return Promise.resolve(due(world, create(world, { SetupRoleArn: SETUP_ROLE })));
  },
  "Create without events": (world) => Promise.resolve(due(world, create(world, NO_EVENTS))),
  "Create that its Delete has overtaken": async (world) => {
    const message = due(world, create(world));
    world.pass(1);
    await world.ask(remove(world));
    return message;
  },
  "Create of a second stack": async (world) => {
    await launched(world);
    const second = stackFixture("Second");
    const request = setupRequest(second, world.integration.externalId);
    return setupMessage(second, INTEGRATION_ID, request, world.clock.now.toISOString());
  },
  "Create of the end": async (world) => {
    await world.ask(create(world));
    return due(world, completeRequest(world.stack));
  },
  "Update of the role": async (world) => {
    await launched(world);
    world.customer.roles.set(NEW_ROLE, { externalId: world.integration.externalId });
    return due(world, update(world, { EcrAccessRoleArn: NEW_ROLE }));
  },
  "Update of the secret": async (world) => {
    await launched(world);
    return due(world, update(world, { CredentialsSecretArn: NEW_SECRET }));
  },
  "Update that sends no events any more": async (world) => {
    await launched(world);
    return due(world, update(world, NO_EVENTS));
  },
  "Update to a secret that can't be written": async (world) => {
    await launched(world);
    world.customer.sealed.add(NEW_SECRET);
    return due(world, update(world, { CredentialsSecretArn: NEW_SECRET }));
  },
  "Update of the end": async (world) => {
    await launched(world);
    const changes = { RequestType: "Update", PhysicalResourceId: COMPLETE_ID } as const;
    const properties = { RuleArns: ["arn:aws:events:us-east-1:222222222222:rule/X2"] };
    return due(world, completeRequest(world.stack, { ...changes, properties }));
  },
  "Delete of the end": async (world) => {
    await launched(world);
    const changes = { RequestType: "Delete", PhysicalResourceId: COMPLETE_ID } as const;
    return due(world, completeRequest(world.stack, changes));
  },
  "Delete of a connected stack's setup": async (world) => {
    await launched(world);
    return due(world, remove(world));
  },
  "Delete of a setup that was never complete": async (world) => {
    await world.ask(create(world));
    return due(world, remove(world));
  },
};

/** Kills the first delivery, delivers again once in the lease and once after it, and looks. */
async function run(scenario: Scenario, death?: Death) {
  const world = createSetupWorld();
  const message = await scenario(world);
  const { requests } = world;
  const before = world.responder.sent.length;
  const listings = world.reconcile.messages.length;
  const first = mortalPorts(world.dependencies, death);
  if (death === undefined) await world.deliver(message, { ports: first.ports });
  else {
    expect(await failureOf(world.deliver(message, { ports: first.ports }))).toBeInstanceOf(
      KilledError,
    );
    const isLeased = [...requests.rows.values()].some(({ lease }) => lease !== undefined);
    if (isLeased)
      expect(await failureOf(world.deliver(message))).toMatchObject({ code: "setup-busy" });
    world.pass(26);
    await world.deliver(message);
  }
  const { request } = { request: JSON.parse(message.body) as { RequestId: string } };
  const { version: _, keyHashes, connection, ...integration } = world.stored();
  return {
    calls: first.calls(),
    end: {
      integration,
      connection:
        connection &&
        Object.keys(connection)
          .sort()
          .map((key) => valueOf(connection, key)),
      claims: [...world.integrations.claims],
      // Which secret each live key is in, and whether that secret holds it still.
      keys: world.liveKeys().map(({ sha256, secretArn = "none", expiresAt }) => ({
        secretArn,
        isCurrent: expiresAt === undefined,
        isHeld: world.hashInSecret(secretArn) === sha256,
      })),
      keyCount: keyHashes.length,
      answers: new Set(
        world.responder.sent
          .slice(before)
          .filter(({ response }) => response.RequestId === request.RequestId)
          // A test's requests are numbered through.
          .map(({ response }) => JSON.stringify({ ...response, RequestId: "" })),
      ),
      isListed: world.reconcile.messages.length > listings,
      isAnswered: [...requests.rows.values()].every(({ answer }) => answer !== undefined),
      isLeased: [...requests.rows.values()].some(({ lease }) => lease !== undefined),
    },
  };
}

/** A connection's member; of times, only that there is one. */
function valueOf(connection: object, key: string): unknown {
  return key.endsWith("At") ? key : [key, Reflect.get(connection, key)];
}

describe.each(Object.entries(SCENARIOS))("%s, killed at any call", (_, scenario) => {
  test.each(["before", "after"] as const)(
    "%s its effect: ends as if it had not been",
    async (side) => {
      const undisturbed = await run(scenario);
      expect(undisturbed.end.answers.size).toBe(1);
      expect(undisturbed.calls).toBeGreaterThan(2);
      for (let call = 1; call <= undisturbed.calls; call += 1) {
        // The last call ends the lease, which nobody waits for.
        if (call === undisturbed.calls) break;
        const { end } = await run(scenario, { call, side });
        expect({ call, end }).toEqual({ call, end: undisturbed.end });
      }
    },
  );
});
