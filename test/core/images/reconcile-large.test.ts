import { expect, test } from "@jest/globals";
import { reconcileRegistry } from "../../../core/images/reconcile-registry.ts";
import { createReconcileWorld } from "../../fixtures/reconcile-world.ts";

const NAMES = Array.from({ length: 10_000 }, (_, number) => `team-${number % 7}/app-${number}`);
/** Names that are done between two looks at the time. */
const CHUNK = 250;

test("10,000 repositories whose listing is killed are gone on with where its last run ended", async () => {
  const world = createReconcileWorld();
  const { integrationId, registry } = world.connect("all");
  for (const name of NAMES) world.registries.create(registry, name);
  const { repositories } = world.dependencies;
  const ensured = new Map<string, number>();
  let [atATime, mostAtATime, writes] = [0, 0, 0];
  const ports = {
    ...world.dependencies,
    repositories: {
      ...repositories,
      async ensure(...args: Parameters<typeof repositories.ensure>) {
        const [{ repository }] = args;
        // In the midst of the second run, and once.
        if ((writes += 1) === 3600) throw new Error("The process was killed.");
        atATime += 1;
        mostAtATime = Math.max(mostAtATime, atATime);
        await repositories.ensure(...args);
        atATime -= 1;
        ensured.set(repository, (ensured.get(repository) ?? 0) + 1);
      },
    },
  };
  const { messages } = world.queues.reconcile;
  const requestedAt = world.now().toISOString();
  const message = { kind: "registry", organizationId: "demo", integrationId, requestedAt } as const;
  messages.push({ ...message, compare: "full" });
  let runs = 0;
  for (let next = messages.shift(); next; next = messages.shift()) {
    if (next.kind === "repository")
      world.queues.reconcile.delayed.push({ message: next, seconds: 0 });
    if (next.kind !== "registry") continue;
    runs += 1;
    let chunks = 0;
    const run = { owner: `job-${runs}`, mustStop: () => (chunks += 1) === 10 };
    await reconcileRegistry(ports, next, run).catch(() => messages.unshift(next));
  }

  // Four runs of ten chunks, and the second one twice.
  expect(runs).toBe(5);
  expect(world.registries.questions).toBe(5);
  expect([...world.repositories.rows.values()].map(({ repository }) => repository).sort()).toEqual(
    [...NAMES].sort(),
  );
  // What was written down before the kill is not written again: it is known by then.
  expect(new Set(ensured.values())).toEqual(new Set([1]));
  expect(mostAtATime).toBeLessThanOrEqual(16);
  // Asked for before they are written down: what the killed run had done is asked for twice.
  const asked = world.queues.reconcile.delayed.flatMap(({ message: one }) =>
    one.kind === "repository" ? [one.repository] : [],
  );
  expect(new Set(asked).size).toBe(NAMES.length);
  expect(asked.length).toBeLessThanOrEqual(NAMES.length + 10 * CHUNK);
});
