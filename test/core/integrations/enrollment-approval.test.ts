import { describe, expect, test } from "@jest/globals";
import { activatedSince } from "../../../core/images/activation.ts";
import { approveIntegration } from "../../../core/integrations/approve-integration.ts";
import { changeEnrollment } from "../../../core/integrations/enrollment-change.ts";
import type { ConnectedIntegration } from "../../../core/integrations/port.ts";
import {
  createEnrollmentWorld,
  ENROLLMENT_ID,
  type EnrollmentWorld,
  STRANGER,
} from "../../fixtures/enrollment-world.ts";
import { failureOf, KilledError, mortalPorts } from "../../fixtures/mortal-ports.ts";
import { completeRequest } from "../../fixtures/setup-messages.ts";

describe("a stack of an account that waits", () => {
  test("is connected by an owner's approval, and listed", async () => {
    const world = createEnrollmentWorld();
    const stack = world.stackOf(STRANGER);
    await world.launchStack(stack);
    world.pass(3600);
    const dependencies = { ...world.dependencies, reconcile: world.reconcile };
    const waiting = world.stored(world.idOf(stack));
    const approved = await approveIntegration(dependencies, waiting);
    expect(approved).toEqual(world.stored(world.idOf(stack)));
    const approvedAt = world.clock.now.toISOString();
    expect(approved).toMatchObject({
      status: "connected",
      enrollment: { approval: "approved", approvedAt },
    });
    expect(approved?.statusReason).toBeUndefined();
    // After the approval: a listing that comes before it is dropped.
    expect(world.reconcile.delayed).toMatchObject([
      { message: { kind: "registry", integrationId: waiting.integrationId }, seconds: 5 },
    ]);
    // What was pushed while it waited is no push that was missed.
    expect(
      activatedSince({ ...waiting, ...approved } as ConnectedIntegration, "any", undefined),
    ).toBe(approvedAt);
    // Repeated after a failure: the listing may have been lost.
    expect(await approveIntegration(dependencies, waiting)).toEqual(approved);
    expect(world.reconcile.delayed).toHaveLength(2);
  });

  test("that is approved before it is complete is connected by its end", async () => {
    const world = createEnrollmentWorld();
    const stack = world.stackOf(STRANGER);
    await world.begin(stack);
    const dependencies = { ...world.dependencies, reconcile: world.reconcile };
    await approveIntegration(dependencies, world.stored(world.idOf(stack)));
    expect(world.stored(world.idOf(stack))).toMatchObject({ status: "pending" });
    expect(world.stored(world.idOf(stack)).statusReason).toBeUndefined();
    await world.askAs(stack, completeRequest(stack));
    expect(world.stored(world.idOf(stack))).toMatchObject({ status: "connected" });
  });

  test("is let in when the allow-list is extended between its messages", async () => {
    const world = createEnrollmentWorld();
    const stack = world.stackOf(STRANGER);
    await world.begin(stack);
    const dependencies = { ...world.dependencies, ...world };
    await changeEnrollment(
      { ...dependencies, randomBytes: world.dependencies.randomBytes, now: () => world.clock.now },
      ENROLLMENT_ID,
      { allowedAccounts: [STRANGER] },
    );
    await world.askAs(stack, completeRequest(stack));
    expect(world.stored(world.idOf(stack))).toMatchObject({
      status: "connected",
      enrollment: { approval: "allowed" },
    });
  });

  test("is let in when the allow-list was extended while its integration was being made", async () => {
    const world = createEnrollmentWorld();
    const stack = world.stackOf(STRANGER);
    const ports = {
      integrations: {
        ...world.integrations,
        async create(integration: Parameters<typeof world.integrations.create>[0]) {
          const enrollment = await world.enrollments.get(ENROLLMENT_ID);
          if (enrollment) await world.enrollments.replace({ ...enrollment, allowedAccounts: "*" });
          return world.integrations.create(integration);
        },
      },
    };
    await world.deliver(await world.messageOf(stack, world.create(stack)), { ports });
    expect(world.stored(world.idOf(stack))).toMatchObject({
      status: "pending",
      enrollment: { approval: "allowed" },
    });
  });
});

/** What owners do about accounts that wait. */
const DECISIONS: Readonly<
  Record<
    string,
    (world: EnrollmentWorld, ports: EnrollmentWorld["dependencies"]) => Promise<unknown>
  >
> = {
  "an approval": async (world, { integrations, reconcile, now }) => {
    const [first] = [...world.integrations.rows.values()].filter(({ enrollment }) => enrollment);
    if (first === undefined) throw new Error("nobody waits");
    const queue = { ...world.reconcile, sendAll: sendAllOf(world, reconcile) };
    return approveIntegration({ integrations, reconcile: queue, now }, first);
  },
  "an extended allow-list": async (world, { integrations, enrollments, reconcile, now }) => {
    const queue = { ...world.reconcile, sendAll: sendAllOf(world, reconcile) };
    const stores = { integrations, enrollments: { ...world.enrollments, ...enrollments } };
    const { randomBytes } = world.dependencies;
    const dependencies = { ...stores, reconcile: queue, now, randomBytes };
    return changeEnrollment(dependencies, ENROLLMENT_ID, { allowedAccounts: "*" });
  },
};

/** The whole queue of a process that may be dead: its port here can only send one by one. */
function sendAllOf(
  world: EnrollmentWorld,
  { send }: EnrollmentWorld["dependencies"]["reconcile"],
): typeof world.reconcile.sendAll {
  return async (messages, options) => {
    const [first] = messages;
    if (first !== undefined) await send(first);
    await world.reconcile.sendAll(messages, options);
  };
}

describe.each(Object.entries(DECISIONS))("%s, killed at any call and repeated", (_, decide) => {
  test.each(["before", "after"] as const)(
    "%s its effect: ends as if it had not been",
    async (side) => {
      const run = async (call?: number) => {
        const world = createEnrollmentWorld();
        await world.launchStack(world.stackOf(STRANGER));
        const { ports, calls } = mortalPorts(
          world.dependencies,
          call === undefined ? undefined : { call, side },
        );
        if (call === undefined) await decide(world, ports);
        else {
          expect(await failureOf(decide(world, ports))).toBeInstanceOf(KilledError);
          await decide(world, world.dependencies);
        }
        const integrations = [...world.integrations.rows.values()].map(
          ({ version: _version, ...integration }) => integration,
        );
        const isListed = world.reconcile.delayed.length > 0;
        return { calls: calls(), end: { integrations, isListed } };
      };
      const undisturbed = await run();
      expect(undisturbed.end.isListed).toBe(true);
      expect(undisturbed.end.integrations.at(-1)).toMatchObject({ status: "connected" });
      for (let call = 1; call <= undisturbed.calls; call += 1) {
        expect({ call, end: (await run(call)).end }).toEqual({ call, end: undisturbed.end });
      }
    },
  );
});
