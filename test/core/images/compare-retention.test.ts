import { describe, expect, test } from "@jest/globals";
import type { Retention } from "../../../core/contract/retention.ts";
import type { ListedImage } from "../../../core/images/registry-access.ts";
import { OCI_INDEX } from "../../../core/oci/media-types.ts";
import { createComparisonWorld } from "../../fixtures/comparison-world.ts";
import { digestOf } from "../../fixtures/fake-registry.ts";
import { listedImage } from "../../fixtures/listed-registries.ts";

/** An image that was pushed so many days before the world's. */
function aged(days: number, more: Partial<ListedImage> = {}): ListedImage {
  const time = Date.parse("2026-11-21T10:00:00Z") - days * 24 * 3600_000;
  return listedImage(`d${days}`, { pushedAt: new Date(time).toISOString(), ...more });
}

const IMAGES = [aged(1), aged(5), aged(40)];

/** Tags of what is stored after a comparison. */
async function keptBy(retention: Retention | undefined, images: readonly ListedImage[] = IMAGES) {
  const world = await createComparisonWorld(retention ? { fields: { retention } } : {});
  await world.know(...images);
  await world.publish();
  await world.compare();
  await world.publish();
  const stored = [...world.images.rows.values()].map(({ image }) => image.digest);
  const listed = world.imagesListed().map(({ digest }) => digest);
  expect(listed.sort()).toEqual(stored.sort());
  const names = images.filter(({ digest }) => stored.includes(digest));
  return { world, kept: names.map(({ tags }) => tags.join()) };
}

describe("what is kept of a repository's images", () => {
  test.each<[string, Retention | undefined, readonly string[]]>([
    ["everything, without a setting", undefined, ["d1", "d5", "d40"]],
    ["by age", { maxAgeDays: 30 }, ["d1", "d5"]],
    ["by count", { keepLatest: 1 }, ["d1"]],
    ["by both", { maxAgeDays: 3, keepLatest: 2 }, ["d1"]],
  ])("%s", async (_, retention, expected) => {
    expect((await keptBy(retention)).kept).toEqual(expected);
  });

  test("is the repository's own setting rather than the registry's", async () => {
    const { world } = await keptBy({ keepLatest: 2 });
    await world.repositories.update(world.key, { retention: { keepLatest: 1 } });
    await world.compare();
    expect(world.images.rows.size).toBe(1);
    await world.repositories.update(world.key, { retention: null });
    await world.compare();
    expect(world.images.rows.size).toBe(1);
  });

  test("leaves no tag and no result behind, and costs no question to the registry but its list", async () => {
    const { world } = await keptBy({ maxAgeDays: 30 });
    expect([...world.tags.entries.values()]).not.toContain(digestOf("d40"));
    expect(world.asked()).toEqual([]);
    expect(await world.missed()).toBe(0);
  });

  test("is not analysed again when it is found to be unknown", async () => {
    const createdAt = "2026-01-01T00:00:00Z";
    const { world } = await keptBy({ maxAgeDays: 30 });
    const integration = world.integrations.rows.get(world.integrationId);
    if (integration?.connection === undefined) throw new Error("no stack");
    const connection = { ...integration.connection, connectedAt: createdAt };
    world.integrations.rows.set(world.integrationId, { ...integration, createdAt, connection });
    world.hold(...IMAGES, aged(41), aged(20));
    await world.compare();
    expect(world.asked("d40", "d41", "d20")).toEqual(["d20: reconcile"]);
  });

  test("the images of an index that is kept, though they were pushed before it", async () => {
    const index = aged(2, { manifestMediaType: OCI_INDEX });
    const child = { ...aged(3), tags: [] };
    const { world } = await keptBy(undefined, [index, child, aged(1)]);
    for (const row of world.images.rows.values()) {
      if (row.image.digest === child.digest) {
        row.image = { ...row.image, indexDigests: [index.digest] };
      }
    }
    await world.repositories.update(world.key, { retention: { keepLatest: 2 } });
    await world.compare();
    expect(world.images.rows.size).toBe(3);
    await world.repositories.update(world.key, { retention: { keepLatest: 1 } });
    await world.compare();
    expect(world.images.rows.size).toBe(1);
  });

  test("the latest image, however old it is", async () => {
    expect((await keptBy({ maxAgeDays: 1 }, [aged(40), aged(50)])).kept).toEqual(["d40"]);
  });

  test("what somebody has in hand, until the next time", async () => {
    const world = await createComparisonWorld({ fields: { retention: { keepLatest: 1 } } });
    await world.know(...IMAGES);
    const image = { ...world.key, integrationId: world.integrationId, digest: digestOf("d5") };
    const [now, expiresAt] = [world.now(), new Date(world.now().getTime() + 120_000)];
    await world.images.acquireLease(image, { owner: "somebody", now, expiresAt });
    await world.compare();
    expect(world.images.rows.size).toBe(2);
    world.pass(10);
    await world.compare();
    expect(world.images.rows.size).toBe(1);
  });
});
