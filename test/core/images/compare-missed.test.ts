import { describe, expect, test } from "@jest/globals";
import type { ListedImage } from "../../../core/images/registry-access.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import { createComparisonWorld, pushedAt } from "../../fixtures/comparison-world.ts";
import { listedImage } from "../../fixtures/listed-registries.ts";

const OLD = listedImage("old");
const HELM_CONFIG = "application/vnd.cncf.helm.config.v1+json";
const COSIGN = `sha256-${"a".repeat(64)}.sig`;

describe("a push that no event told", () => {
  test("is analysed, counted once, and shows as queued", async () => {
    const world = await createComparisonWorld();
    await world.know(pushedAt("known", "10:30"));
    world.hold(OLD, pushedAt("known", "10:30"), pushedAt("a", "11:00"), pushedAt("b", "11:30"));
    await world.compare();
    expect(world.asked("a", "b")).toEqual(["a: reconcile", "b: reconcile"]);
    expect(await world.missed()).toBe(2);
    expect(await world.stateOf("a")).toBe("queued");
    await world.compare();
    await world.analyzeAll();
    await world.compare();
    expect(await world.missed()).toBe(2);
    expect(world.asked()).toEqual([]);
  });

  test("is found by a comparison of recent images, too, which reads nothing else", async () => {
    const world = await createComparisonWorld();
    await world.know(pushedAt("gone", "10:10"));
    world.hold(pushedAt("a", "10:50"), pushedAt("b", "11:10"), pushedAt("c", "11:20"));
    world.images.list = () => Promise.reject(new Error("reads everything"));
    expect(await world.compare({ since: "2026-11-21T11:00:00Z" })).toBe(0);
    expect(world.asked("b", "c")).toEqual(["b: reconcile", "c: reconcile"]);
    expect(await world.missed()).toBe(2);
  });

  test("may be of an index, whose images are asked for by its analysis", async () => {
    const world = await createComparisonWorld();
    const manifestMediaType = "application/vnd.oci.image.index.v1+json";
    world.hold(
      pushedAt("index", "11:00", { manifestMediaType }),
      pushedAt("child", "11:00", { tags: [] }),
    );
    await world.compare();
    expect(world.asked("index", "child")).toEqual(["index: reconcile"]);
    expect([...world.images.rows.values()]).toMatchObject([{ image: { kind: "index" } }]);
    expect(await world.missed()).toBe(1);
  });

  test.each<[string, ListedImage, Partial<Integration>]>([
    ["an event may still be on its way", pushedAt("x", "11:57"), {}],
    ["it has no tag", pushedAt("x", "11:00", { tags: [] }), {}],
    ["it can't be pulled", pushedAt("x", "11:00", { pullable: false }), {}],
    ["it is a signature", pushedAt("x", "11:00", { tags: [COSIGN] }), {}],
    ["it is a chart", pushedAt("x", "11:00", { artifactMediaType: HELM_CONFIG }), {}],
    [
      "the repository was not activated then",
      pushedAt("x", "11:00"),
      { allSince: "2026-11-21T11:10:00Z" },
    ],
    ["the repository is not activated", pushedAt("x", "11:00"), { activation: "selected" }],
  ])("is not looked for where %s", async (_, image, fields) => {
    const world = await createComparisonWorld({ fields });
    await world.know(pushedAt("later", "11:40"));
    world.hold(image, pushedAt("later", "11:40"));
    await world.compare();
    expect(world.asked("x")).toEqual([]);
    expect(await world.missed()).toBe(0);
  });
});

test("what a list of the store lags behind with is known, and not counted", async () => {
  const world = await createComparisonWorld();
  await world.know(pushedAt("a", "11:00"), pushedAt("b", "11:10"));
  world.images.list = () => Promise.resolve({ items: [], nextCursor: null });
  await world.compare();
  expect(world.asked("a", "b")).toEqual([]);
  expect(await world.missed()).toBe(0);
});

describe("the latest image", () => {
  test("is analysed however old it is, and is no missed push before the registry was connected", async () => {
    const world = await createComparisonWorld();
    world.hold(OLD, listedImage("older", { pushedAt: "2026-11-01T00:00:00Z" }));
    await world.compare();
    expect(world.asked("old", "older")).toEqual(["old: reconcile"]);
    expect(await world.missed()).toBe(0);
  });

  test("is analysed, too, where only recent images are compared", async () => {
    const world = await createComparisonWorld();
    world.hold(OLD);
    await world.compare({ since: "2026-11-21T11:00:00Z" });
    expect(world.asked("old")).toEqual(["old: reconcile"]);
  });
});

test("what was pushed while the stack was not there is analysed, and not counted", async () => {
  const world = await createComparisonWorld();
  const integration = world.integrations.rows.get(world.integrationId);
  if (integration?.connection === undefined) throw new Error("no stack");
  const connection = {
    ...integration.connection,
    firstConnectedAt: "2026-11-10T00:00:00Z",
    connectedAt: "2026-11-21T10:02:00Z",
  };
  const createdAt = "2026-11-10T00:00:00Z";
  world.integrations.rows.set(world.integrationId, { ...integration, connection, createdAt });
  world.hold(pushedAt("before", "09:00"), pushedAt("after", "11:00"));
  await world.compare();
  expect(world.asked("before", "after")).toEqual(["after: reconcile", "before: reconcile"]);
  expect(await world.missed()).toBe(1);
});

test("where pushes are learned of by listing, nothing is missed, and nothing waited for", async () => {
  const world = await createComparisonWorld({ fields: { delivery: "poll" } });
  world.hold(pushedAt("a", "11:59"), pushedAt("b", "11:00"));
  await world.compare({ since: "2026-11-21T11:30:00Z" });
  expect(world.asked("a", "b")).toEqual(["a: reconcile"]);
  await world.compare();
  expect(world.asked("a", "b")).toEqual(["a: reconcile", "b: reconcile"]);
  expect(await world.missed()).toBe(0);
});
