import { beforeEach, expect, test } from "@jest/globals";
import type { Retention } from "../../../core/contract/retention.ts";
import { changeRepositories } from "../../../core/images/repository-activation.ts";
import { type ComparisonWorld, createComparisonWorld } from "../../fixtures/comparison-world.ts";
import { listedImage } from "../../fixtures/listed-registries.ts";

const IMAGES = ["1", "2", "3"].map((day) =>
  listedImage(`d${day}`, { pushedAt: `2026-11-0${day}T00:00:00Z` }),
);

let world: ComparisonWorld;
beforeEach(async () => {
  world = await createComparisonWorld();
  await world.know(...IMAGES);
});

async function keep(retention: Retention | null, name = world.key.repository) {
  const dependencies = { ...world.dependencies, integrations: world.integrations };
  const { registry } = world.key;
  const [result] = await changeRepositories(dependencies, "demo", [{ registry, name, retention }]);
  return result;
}

test("a repository's retention is applied at once, and can be taken back", async () => {
  const before = await world.repositories.get(world.key);
  expect(await keep({ keepLatest: 2 })).toMatchObject({
    result: "done",
    activated: true,
    retention: { keepLatest: 2 },
  });
  await world.reconcileAll();
  expect(world.images.rows.size).toBe(2);
  expect(await keep(null)).toMatchObject({ result: "done", retention: null });
  // Whether it is activated is not touched by either.
  expect(await world.repositories.get(world.key)).toEqual(before);
  await world.reconcileAll();
  expect(world.images.rows.size).toBe(2);
});

test("of a repository that is not known nothing is set", async () => {
  expect(await keep({ keepLatest: 1 }, "unknown")).toMatchObject({ result: "unknown" });
  expect(world.queues.reconcile.messages).toEqual([]);
});
