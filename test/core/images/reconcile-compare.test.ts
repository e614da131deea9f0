import { describe, expect, test } from "@jest/globals";
import type { RepositoryComparison } from "../../../core/contract/reconcile-message.ts";
import { reconcile } from "../../../core/images/reconcile.ts";
import { PermanentError } from "../../../core/errors.ts";
import {
  type ComparisonWorld,
  createComparisonWorld,
  pushedAt,
} from "../../fixtures/comparison-world.ts";
import { listedImage } from "../../fixtures/listed-registries.ts";

/** Lists the registry as a round asks for it. @returns The comparisons that were asked for. */
async function list(
  world: ComparisonWorld,
  compare: "recent" | "full" | undefined,
  more: object = {},
) {
  const { organizationId } = world.key;
  const about = { organizationId, integrationId: world.integrationId, ...more };
  const requestedAt = world.now().toISOString();
  const message = { kind: "registry", ...about, requestedAt, ...(compare && { compare }) } as const;
  await reconcile(world.dependencies, message, { owner: "job", mustStop: () => false });
  const { messages, delayed } = world.queues.reconcile;
  const all = [...messages.splice(0), ...delayed.splice(0).map((one) => one.message)];
  return {
    compared: all.filter((one): one is RepositoryComparison => one.kind === "repository"),
    others: all.filter(({ kind }) => kind !== "repository"),
  };
}

describe("a listing on schedule", () => {
  test("asks for the comparison of each activated repository, of a new one in full", async () => {
    const world = await createComparisonWorld();
    world.hold();
    world.registries.create(world.registry, "new", listedImage("n"));
    const { compared, others } = await list(world, "recent");
    expect(others).toEqual([]);
    expect(compared.map(({ repository, since }) => [repository, since]).sort()).toEqual([
      ["new", undefined],
      ["team/app", "2026-11-21T06:00:00.000Z"],
    ]);
    const full = await list(world, "full");
    expect(full.compared.map(({ since }) => since)).toEqual([undefined, undefined]);
    expect((await list(world, undefined)).compared).toEqual([]);
  });

  test("that finds nothing new tells the read model nothing", async () => {
    const world = await createComparisonWorld();
    world.hold();
    await list(world, "recent");
    expect(world.queues.readModel.messages).toEqual([]);
    world.registries.create(world.registry, "new");
    await list(world, "recent");
    await world.publish();
    expect(world.repositoriesListed().map(({ name }) => name)).toEqual(["new", "team/app"]);
  });

  test("shows when the registry was compared last", async () => {
    const world = await createComparisonWorld();
    world.hold();
    await list(world, undefined);
    expect(await world.activity.get(world.integrationId)).toEqual({ missedEvents: 0 });
    await list(world, "recent");
    const lastReconciledAt = world.now().toISOString();
    expect(await world.activity.get(world.integrationId)).toMatchObject({ lastReconciledAt });
  });

  test("leaves out what is not activated, also when it is by its name", async () => {
    const since = "2026-11-21T10:00:00Z";
    const world = await createComparisonWorld({
      activation: "selected",
      fields: { activationPatterns: [{ pattern: "team/*", since }] },
    });
    for (const name of ["team/app", "team/b", "other", "chosen"]) {
      world.registries.create(world.registry, name);
    }
    await list(world, undefined);
    const key = { ...world.key, repository: "chosen" };
    await world.repositories.update(key, { activated: true, activatedAt: since });
    const names = (await list(world, "full")).compared.map(({ repository }) => repository);
    expect(names.sort()).toEqual(["chosen", "team/app", "team/b"]);
  });

  test("of many repositories spreads the comparisons over a quarter of an hour", async () => {
    const world = await createComparisonWorld();
    const names = Array.from({ length: 10_000 }, (_, number) => `app-${number}`);
    const firstSeenAt = "2026-11-21T10:00:00Z";
    for (const repository of names) {
      world.registries.create(world.registry, repository);
      const record = { ...world.key, repository, activated: false, firstSeenAt };
      await world.repositories.ensure({ ...record, integrationId: world.integrationId });
    }
    const { organizationId, integrationId } = { ...world.key, ...world };
    const requestedAt = world.now().toISOString();
    const message = { kind: "registry", organizationId, integrationId, requestedAt } as const;
    const run = { owner: "job", mustStop: () => false };
    await reconcile(world.dependencies, { ...message, compare: "recent" }, run);
    const { messages, delayed } = world.queues.reconcile;
    const asked = [...messages, ...delayed.map((one) => one.message)];
    expect(new Set(asked.map((one) => ("repository" in one ? one.repository : ""))).size).toBe(
      10_000,
    );
    const aSecond = Map.groupBy(delayed, ({ seconds }) => seconds);
    expect(Math.max(...[...aSecond.values()].map((all) => all.length))).toBeLessThanOrEqual(12);
    expect(Math.max(...aSecond.keys())).toBeLessThanOrEqual(900);
  });
});

test("a repository that nobody knows yet is compared, where it is activated by its name", async () => {
  const world = await createComparisonWorld();
  await world.repositories.remove(world.key);
  world.hold(pushedAt("a", "11:00"), pushedAt("b", "11:10"));
  const { compared } = await list(world, "recent");
  expect(compared).toHaveLength(1);
  await world.repositories.remove(world.key);
  await world.compare();
  expect(world.asked("a", "b")).toEqual(["a: reconcile", "b: reconcile"]);
  expect(await world.missed()).toBe(2);
});

test("a role that is refused shows on the integration, and nothing is compared", async () => {
  const world = await createComparisonWorld();
  world.pass(60);
  world.registries.refusal = new PermanentError("role-refused", "The role is gone.");
  await expect(list(world, "full")).rejects.toMatchObject({ code: "role-refused" });
  expect(world.integrations.rows.get(world.integrationId)).toMatchObject({ status: "error" });
  expect(world.queues.reconcile.messages).toEqual([]);
});

describe("an activation by a pattern", () => {
  test("has as many of the latest images of each repository analysed as was asked for", async () => {
    const since = "2026-11-21T11:59:00Z";
    const world = await createComparisonWorld({
      activation: "selected",
      fields: { activationPatterns: [{ pattern: "team/*", since }] },
    });
    const images = ["1", "2", "3"].map((day) =>
      listedImage(`d${day}`, { pushedAt: `2026-11-0${day}T00:00:00Z` }),
    );
    world.registries.create(world.registry, "team/app", ...images);
    world.registries.create(world.registry, "other", listedImage("other"));
    const more = { latest: true, pattern: "team/*", latestCount: 2 };
    const { others } = await list(world, undefined, more);
    expect(others).toMatchObject([{ kind: "activated", repository: "team/app", latestCount: 2 }]);
    for (const message of others) {
      await reconcile(world.dependencies, message, { owner: "job", mustStop: () => false });
    }
    expect(world.asked("d1", "d2", "d3")).toEqual(["d2: activation", "d3: activation"]);
  });

  test("makes a new repository of such a name analysed when it is found", async () => {
    const since = "2026-11-21T10:00:00Z";
    const world = await createComparisonWorld({
      activation: "selected",
      fields: { activationPatterns: [{ pattern: "team/*", since }] },
    });
    for (const name of ["team/new", "other"]) world.registries.create(world.registry, name);
    const { others } = await list(world, undefined);
    expect(others).toMatchObject([{ kind: "activated", repository: "team/new" }]);
  });
});

test("outside of the integration's scope nothing exists", async () => {
  const world = await createComparisonWorld({ fields: { scope: ["team/*"] } });
  for (const name of ["team/app", "team/b", "other"]) world.registries.create(world.registry, name);
  const { compared } = await list(world, "full");
  expect(compared.map(({ repository }) => repository).sort()).toEqual(["team/app", "team/b"]);
  await world.publish();
  expect(world.repositoriesListed().map(({ name }) => name)).toEqual(["team/app", "team/b"]);
});
