import { expect, test } from "@jest/globals";
import { changeRepositoryRetention } from "../../../core/images/repository-retention.ts";
import { createComparisonWorld } from "../../fixtures/comparison-world.ts";
import { listedImage } from "../../fixtures/listed-registries.ts";

const IMAGES = ["1", "2", "3"].map((day) =>
  listedImage(`d${day}`, { pushedAt: `2026-11-0${day}T00:00:00Z` }),
);

test("a repository's retention is applied at once, and can be taken back", async () => {
  const world = await createComparisonWorld();
  await world.know(...IMAGES);
  const { dependencies, key } = world;
  expect(await changeRepositoryRetention(dependencies, key, { keepLatest: 2 })).toBe(true);
  await world.reconcileAll();
  expect(world.images.rows.size).toBe(2);
  expect(await changeRepositoryRetention(dependencies, key, null)).toBe(true);
  expect(await world.repositories.get(key)).not.toHaveProperty("retention");
});

test("of a repository that is not known nothing is set", async () => {
  const world = await createComparisonWorld();
  const unknown = { ...world.key, repository: "unknown" };
  const { dependencies } = world;
  expect(await changeRepositoryRetention(dependencies, unknown, { keepLatest: 1 })).toBe(false);
  expect(world.queues.reconcile.messages).toEqual([]);
});
