import { describe, expect, test } from "@jest/globals";
import { TransientError } from "../../../core/errors.ts";
import { createComparisonWorld, pushedAt } from "../../fixtures/comparison-world.ts";
import { digestOf } from "../../fixtures/fake-registry.ts";

const [A, B] = [pushedAt("a", "10:10"), pushedAt("b", "10:20")];

describe("an image that is gone", () => {
  test("is deleted, and counted once, however often it is found", async () => {
    const world = await createComparisonWorld();
    await world.know(A, B);
    world.hold(B);
    await world.compare();
    await world.compare();
    expect(world.asked("a", "b")).toEqual(["a: reconcile", "a: reconcile"]);
    expect(await world.missed()).toBe(0);
    await world.analyzeAll();
    expect(await world.stateOf("a")).toBe("deleted");
    expect(await world.missed()).toBe(1);
    await world.compare();
    await world.analyzeAll();
    expect(await world.missed()).toBe(1);
  });

  test("of which the event was only late is not counted", async () => {
    const world = await createComparisonWorld();
    await world.know(A, B);
    world.hold(B);
    await world.compare();
    expect(world.queues.requests.delayed).toMatchObject([{ seconds: 300 }]);
    const { digest } = A;
    const requestedAt = world.now().toISOString();
    const event = { ...world.key, integrationId: world.integrationId, digest, requestedAt };
    await world.queues.requests.send({ ...event, cause: "delete" });
    await world.analyzeAll();
    expect(await world.stateOf("a")).toBe("deleted");
    expect(await world.missed()).toBe(0);
  });

  test("in the list, and in the registry is not, stays", async () => {
    const world = await createComparisonWorld();
    await world.know(A, B);
    world.hold(B);
    await world.compare();
    world.hold(A, B);
    await world.analyzeAll();
    expect(await world.stateOf("a")).toBe("failed");
    expect(await world.missed()).toBe(0);
  });

  test("since it was listed is no missed push", async () => {
    const world = await createComparisonWorld();
    await world.know(A, B);
    const images = world.registries.images.bind(world.registries);
    world.registries.images = async function* (integration, repository) {
      yield* images(integration, repository);
      // The event of the deletion is quicker than the comparison.
      world.hold(B);
      const { digest } = A;
      const requestedAt = world.now().toISOString();
      const event = { ...world.key, integrationId: world.integrationId, digest, requestedAt };
      await world.queues.requests.send({ ...event, cause: "delete" });
      await world.analyzeAll();
    };
    await world.compare();
    expect(world.asked("a", "b")).toEqual([]);
    expect(await world.missed()).toBe(0);
  });

  test("here, and there again, is analysed after a while, and is no missed push", async () => {
    const world = await createComparisonWorld();
    await world.know(A, B);
    world.hold(B);
    await world.compare();
    await world.analyzeAll();
    world.hold(A, B);
    world.pass(10);
    await world.compare();
    expect(world.asked("a", "b")).toEqual(["a: reconcile"]);
    expect(await world.missed()).toBe(1);
  });

  test("where nothing tells of it is deleted at once, and not counted", async () => {
    const world = await createComparisonWorld({ fields: { delivery: "poll" } });
    await world.know(A, B);
    world.hold(B);
    await world.compare();
    expect(world.queues.requests.delayed).toEqual([]);
    await world.analyzeAll();
    expect(await world.stateOf("a")).toBe("deleted");
    expect(await world.missed()).toBe(0);
  });

  test("with its repository leaves with it", async () => {
    const world = await createComparisonWorld();
    await world.know(A, B);
    world.registries.remove(world.registry, world.key.repository);
    await world.compare();
    await world.analyzeAll();
    expect(await world.stateOf("a")).toBe("deleted");
    expect(world.repositories.rows.size).toBe(0);
  });

  test("and was pushed again, without an event for either, is analysed and counted as a push", async () => {
    const world = await createComparisonWorld();
    await world.know(A, B);
    world.hold(B);
    await world.compare();
    await world.analyzeAll();
    const again = pushedAt("a", "12:30");
    world.hold(again, B);
    world.pass(60);
    await world.compare();
    expect(world.asked("a", "b")).toEqual(["a: reconcile"]);
    expect(await world.missed()).toBe(2);
  });
});

describe("tags that no event told", () => {
  test.each([
    ["moved", ["v2"], ["v1"]],
    ["added", ["v1", "v2"], ["b"]],
    ["taken away", [], ["b"]],
  ])("%s, are stored", async (_, ofA, ofB) => {
    const world = await createComparisonWorld();
    await world.know({ ...A, tags: ["v1"] }, B);
    world.hold({ ...A, tags: ofA }, { ...B, tags: ofB });
    await world.compare();
    await world.analyzeAll();
    const tagsOf = async (name: string) =>
      (await world.images.get({ ...world.key, digest: digestOf(name) }))?.tags;
    expect([await tagsOf("a"), await tagsOf("b")]).toEqual([ofA, ofB]);
    expect(await world.missed()).toBe(0);
    await world.compare();
    expect(world.asked()).toEqual([]);
  });
});

test("tags of recent images are mended by a comparison of these, too", async () => {
  const world = await createComparisonWorld({ fields: { retention: { keepLatest: 1 } } });
  await world.know(A, B);
  world.hold({ ...A, tags: ["a", "moved"] }, B);
  await world.compare({ since: "2026-11-21T10:00:00Z" });
  expect(world.asked("a", "b")).toEqual(["a: reconcile"]);
  expect(world.images.rows.size).toBe(2);
});

test("a throttled list changes nothing, and comes again", async () => {
  const world = await createComparisonWorld();
  await world.know(A, B);
  world.hold(pushedAt("c", "11:00"), pushedAt("d", "11:10"));
  const images = world.registries.images.bind(world.registries);
  let refusals = 2;
  world.registries.images = async function* (integration, repository) {
    for await (const page of images(integration, repository)) {
      yield page.slice(0, 1);
      // In the midst of the list: the rest must not seem gone.
      if ((refusals -= 1) >= 0) throw new TransientError("ecr-unavailable", "Throttled.");
      yield page.slice(1);
    }
  };
  expect(await world.compare()).toBe(2);
  expect(world.asked("a", "b", "c", "d")).toEqual(
    ["a", "b", "c", "d"].map((name) => `${name}: reconcile`),
  );
  expect(await world.missed()).toBe(2);
});
