import { beforeEach, describe, expect, test } from "@jest/globals";
import { reconcile } from "../../../core/images/reconcile.ts";
import { changePattern } from "../../../core/integrations/change-pattern.ts";
import { createReconcileWorld, type ReconcileWorld } from "../../fixtures/reconcile-world.ts";
import { listedImage } from "../../fixtures/listed-registries.ts";

const REPOSITORIES = 10_000;
/** SQS takes ten messages in one call. */
const BATCH = 10;

let world: ReconcileWorld;
let integrationId: string;
let registry: string;
/** Calls of the stores, and messages sent. */
let calls: Map<string, number>;

/** An integration with 10,000 repositories, of which every second one was chosen. */
beforeEach(() => {
  calls = new Map();
  world = createReconcileWorld(counted);
  ({ integrationId, registry } = world.connect("selected"));
  for (let number = 0; number < REPOSITORIES; number += 1) {
    const repository = `team/r${String(number).padStart(5, "0")}`;
    world.registries.create(registry, repository, listedImage(repository));
    const key = { organizationId: "demo", registry, repository };
    const record = { ...key, integrationId, activated: number % 2 === 0, firstSeenAt: "" };
    world.repositories.rows.set(`demo ${registry}/${repository}`, record);
  }
});

/** Counts the calls of a port's methods. */
function counted<T extends object>(port: T): T {
  return new Proxy(port, {
    get(target, name, receiver): unknown {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== "function") return value;
      return (...given: unknown[]) => {
        calls.set(String(name), (calls.get(String(name)) ?? 0) + 1);
        return Reflect.apply(value, target, given) as unknown;
      };
    },
  });
}

function change(more: { readonly activated: boolean; readonly purge?: boolean }) {
  const dependencies = { ...world.dependencies, integrations: world.integrations };
  return changePattern(dependencies, "demo", { pattern: "team/*", ...more });
}

function chosen(): number {
  return [...world.repositories.rows.values()].filter(({ activated }) => activated).length;
}

describe("10,000 repositories", () => {
  test("are activated by one message, and listed without a look at each", async () => {
    expect(await change({ activated: true })).toMatchObject({ result: "done", activated: true });
    expect([...calls]).toEqual([["send", 1]]);
    const [message] = world.queues.reconcile.messages;
    expect(message).toMatchObject({ kind: "registry", latest: true, pattern: "team/*" });
    calls.clear();
    const dependencies = world.dependencies;
    world.queues.reconcile.messages.splice(0);
    if (message) await reconcile(dependencies, message, { owner: "job", mustStop: () => false });
    expect(calls.get("get")).toBe(1);
    expect(calls.get("update")).toBeUndefined();
    expect(world.queues.reconcile.messages).toHaveLength(REPOSITORIES);
  });

  test.each([
    ["kept", undefined, 5000],
    ["purged", true, 10_000],
  ] as const)("are deactivated in runs, what is stored is %s", async (_, purge, changed) => {
    await change({ activated: false, ...(purge === undefined ? {} : { purge }) });
    // A request does some hundreds itself, in a few seconds.
    expect(calls.get("update")).toBeLessThan(750);
    expect(world.queues.reconcile.messages.filter(({ kind }) => kind === "left")).toHaveLength(1);
    world.stopAfter(3);
    await world.reconcileAll();
    expect(chosen()).toBe(0);
    expect(calls.get("sendAll")).toBeLessThan((3 * REPOSITORIES) / BATCH);
    const looks = purge === true ? REPOSITORIES : 0;
    // One read and one write of each that is changed; a purge notes its time, too.
    expect(calls.get("update")).toBe(changed + looks);
  });
});

test("what was chosen since a pattern was deactivated stays so", async () => {
  await change({ activated: false });
  world.pass(1);
  const key = { organizationId: "demo", registry, repository: "team/r09998" };
  const activatedAt = world.now().toISOString();
  await world.repositories.update(key, { activated: true, activatedAt });
  await world.reconcileAll();
  expect(chosen()).toBe(1);
});

test("a pattern that is activated again meanwhile is left alone", async () => {
  await change({ activated: false });
  const before = chosen();
  const left = world.queues.reconcile.messages.splice(0);
  await change({ activated: true });
  world.queues.reconcile.messages.splice(0);
  world.queues.reconcile.messages.push(...left);
  await world.reconcileAll();
  expect(chosen()).toBe(before);
});
