import { describe, expect, test } from "@jest/globals";
import { reconcile } from "../../../core/images/reconcile.ts";
import { createComparisonWorld, pushedAt } from "../../fixtures/comparison-world.ts";
import { digestOf } from "../../fixtures/fake-registry.ts";

const [A, B] = [pushedAt("a", "10:10"), pushedAt("b", "10:20")];

async function setUp() {
  const world = await createComparisonWorld();
  await world.know(A, B);
  await world.publish();
  const requestedAt = world.now().toISOString();
  const message = {
    kind: "purge",
    ...world.key,
    integrationId: world.integrationId,
    requestedAt,
  } as const;
  const purge = async (more: { readonly digest?: string } = {}) => {
    await world.queues.reconcile.send({ ...message, ...more });
    const failures = await world.reconcileAll();
    await world.publish();
    return failures;
  };
  return { world, message, purge };
}

describe("one image that is purged", () => {
  test("leaves the list, and a comparison does not bring it back", async () => {
    const { world, purge } = await setUp();
    await purge({ digest: A.digest });
    expect(world.imagesListed().filter(({ state }) => state !== "deleted")).toMatchObject([
      { digest: B.digest },
    ]);
    expect([...world.tags.entries.values()]).toEqual([B.digest]);
    world.pass(60);
    await world.compare();
    expect(world.asked()).toEqual([]);
    expect(await world.missed()).toBe(0);
  });

  test("comes back when it is pushed again, though no event tells", async () => {
    const { world, purge } = await setUp();
    await purge({ digest: A.digest });
    world.hold({ ...A, pushedAt: "2026-11-21T12:10:00.000Z" }, B);
    world.pass(60);
    await world.compare();
    expect(world.asked("a")).toEqual(["a: reconcile"]);
  });

  test("and is gone then is forgotten like any other", async () => {
    const { world, purge } = await setUp();
    await purge({ digest: A.digest });
    world.hold(B);
    await world.compare();
    expect(world.asked("a")).toEqual(["a: reconcile"]);
    await world.analyzeAll();
    await world.compare();
    expect(world.asked("a")).toEqual([]);
    expect(await world.missed()).toBe(0);
  });

  test("waits until whoever has it in hand is done", async () => {
    const { world, purge } = await setUp();
    const image = { ...world.key, integrationId: world.integrationId, digest: A.digest };
    const expiresAt = new Date(world.now().getTime() + 120_000);
    await world.images.acquireLease(image, { owner: "somebody", now: world.now(), expiresAt });
    expect(await purge({ digest: A.digest })).toBe(1);
    expect(await world.stateOf("a")).toBe("deleted");
  });

  test("that nobody knows is no failure", async () => {
    const { world, purge } = await setUp();
    expect(await purge({ digest: digestOf("unknown") })).toBe(0);
    expect(world.images.rows.size).toBe(2);
  });
});

describe("a repository that is purged", () => {
  test("loses all its images, stays, and gets none back", async () => {
    const { world, purge } = await setUp();
    await purge();
    expect(world.images.rows.size).toBe(0);
    expect(world.tags.entries.size).toBe(0);
    expect(world.repositoriesListed()).toMatchObject([{ name: "team/app", imageCount: 0 }]);
    await world.compare();
    expect(world.asked()).toEqual([]);
    expect(await world.missed()).toBe(0);
  });

  test("keeps what was pushed since somebody asked for it", async () => {
    const { world, message } = await setUp();
    world.pass(10);
    await world.know(A, B, pushedAt("new", "12:05"));
    for (const row of world.images.rows.values()) {
      const isNew = row.image.digest === digestOf("new");
      row.image = { ...row.image, pushedAt: `2026-11-21T${isNew ? "12:05" : "10:10"}:00.000Z` };
    }
    await reconcile(world.dependencies, message, { owner: "job", mustStop: () => false });
    expect([...world.images.rows.values()]).toMatchObject([{ image: { digest: digestOf("new") } }]);
  });

  test("in several runs, when it does not fit into one", async () => {
    const { world, purge } = await setUp();
    await world.know(
      ...Array.from({ length: 600 }, (_, number) => pushedAt(`i${number}`, "11:00")),
    );
    world.stopAfter(0);
    await purge();
    expect(world.images.rows.size).toBe(0);
  });

  test("of another organization is not touched", async () => {
    const { world, message } = await setUp();
    const foreign = { ...message, organizationId: "other" };
    await reconcile(world.dependencies, foreign, { owner: "job", mustStop: () => false });
    expect(world.images.rows.size).toBe(2);
  });
});
