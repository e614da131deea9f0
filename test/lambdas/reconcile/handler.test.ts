import { describe, expect, test } from "@jest/globals";
import { PermanentError, TransientError } from "../../../core/errors.ts";
import { createHandler } from "../../../lambdas/reconcile/handler.ts";
import { lambdaContext, sqsEvent } from "../../fixtures/lambda-events.ts";
import { createReconcileWorld } from "../../fixtures/reconcile-world.ts";

function setUp() {
  const world = createReconcileWorld();
  const { integrationId, registry } = world.connect("selected");
  const postponed: number[] = [];
  const handler = createHandler({
    ...world.dependencies,
    postpone: (_, seconds) => {
      postponed.push(seconds);
      return Promise.resolve();
    },
    random: () => 0,
  });
  const requestedAt = world.now().toISOString();
  const message = { kind: "registry", organizationId: "demo", integrationId, requestedAt };
  return { world, registry, handler, postponed, message };
}

describe("the reconcile function", () => {
  test("does what its messages ask for", async () => {
    const { world, registry, handler, message } = setUp();
    world.registries.create(registry, "team/app");
    const answer = await handler(sqsEvent([JSON.stringify(message)]), lambdaContext());
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(world.repositories.rows.size).toBe(1);
  });

  test("leaves what its time does not allow to a further message", async () => {
    const { world, registry, handler, message } = setUp();
    for (let number = 0; number < 600; number += 1) {
      world.registries.create(registry, `r${String(number).padStart(3, "0")}`);
    }
    await handler(sqsEvent([JSON.stringify(message)]), lambdaContext(10_000));
    expect(world.repositories.rows.size).toBe(250);
    expect(world.queues.reconcile.messages).toEqual([{ ...message, after: "r249" }]);
    const [next] = world.queues.reconcile.messages.splice(0);
    await handler(sqsEvent([JSON.stringify(next)]), lambdaContext());
    expect(world.repositories.rows.size).toBe(600);
    expect(world.queues.reconcile.messages).toEqual([]);
  });

  test("has what may pass tried again, and gives up what won't", async () => {
    const { world, handler, postponed, message } = setUp();
    const event = sqsEvent([JSON.stringify(message)]);
    world.registries.refusal = new TransientError("ecr-unavailable", "Throttled.");
    expect(await handler(event, lambdaContext())).toEqual({
      batchItemFailures: [{ itemIdentifier: "m0" }],
    });
    expect(postponed).toHaveLength(1);
    world.registries.refusal = new PermanentError("role-refused", "Refused.");
    expect(await handler(event, lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(world.log.lines.at(-1)).toMatchObject({ level: "error", message: "message given up" });
  });

  test("drops what is no message of its own", async () => {
    const { world, handler } = setUp();
    for (const body of ["{", '{"kind":"other"}', '{"kind":"activated","repository":"*"}']) {
      const answer = await handler(sqsEvent([body]), lambdaContext());
      expect(answer).toEqual({ batchItemFailures: [] });
      expect(world.log.lines.at(-1)).toMatchObject({ message: "message dropped" });
    }
  });
});
