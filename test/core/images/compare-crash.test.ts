import { describe, expect, test } from "@jest/globals";
import { createComparisonWorld, pushedAt } from "../../fixtures/comparison-world.ts";
import { digestOf } from "../../fixtures/fake-registry.ts";
import { createFaultyProcess, type Fault } from "../../fixtures/faulty-process.ts";

const KEPT = pushedAt("kept", "11:40");

/** A repository of which pushes, a deletion and a tag were missed, and that keeps a few images. */
async function play(fault: Fault) {
  const process = createFaultyProcess(fault);
  const calls = () => process.calls();
  const world = await createComparisonWorld({
    wrap: process.wrap,
    onFailure: () => {
      process.restart();
    },
    fields: { retention: { keepLatest: 4 } },
  });
  const [gone, tagged, old] = ["gone", "tagged", "old"].map((name) => pushedAt(name, "10:30"));
  if (!gone || !tagged || !old) throw new Error("three names are three images");
  world.hold(gone, { ...tagged, pushedAt: "2026-11-21T11:30:00.000Z" }, old, KEPT);
  for (const name of ["gone", "tagged", "old", "kept"]) {
    const key = { ...world.key, digest: digestOf(name) };
    const image = { ...key, integrationId: world.integrationId, tags: [name], indexDigests: [] };
    world.images.rows.set(`demo ${world.registry}/team/app@${key.digest}`, {
      image: { ...image, state: "analyzed", analyzerVersion: "1", version: 1 },
    });
    world.tags.entries.set(`demo ${world.registry}/team/app:${name}`, key.digest);
  }
  world.hold(
    { ...tagged, pushedAt: "2026-11-21T11:30:00.000Z", tags: ["new-tag"] },
    old,
    KEPT,
    pushedAt("missed-1", "11:00"),
    pushedAt("missed-2", "11:10"),
  );
  await world.compare();
  await world.analyzeAll();
  await world.publish();
  return { world, calls: calls() };
}

/** What is there in the end. */
function outcome(world: Awaited<ReturnType<typeof play>>["world"]) {
  return {
    states: [...world.images.rows.values()]
      .map(({ image }) => `${image.tags.join()} ${image.state}`)
      .sort(),
    tags: [...world.tags.entries.keys()].map((name) => name.split(":").at(-1)).sort(),
    listed: world
      .imagesListed()
      .map(({ tags, state }) => `${tags.join()} ${state}`)
      .sort(),
  };
}

describe("a comparison that dies ends as if it had not", () => {
  test.each<{ readonly kind: Fault["kind"]; readonly effect: boolean }>([
    { kind: "killed", effect: false },
    { kind: "killed", effect: true },
    { kind: "failed", effect: false },
    { kind: "failed", effect: true },
  ])("at whichever call of a port: $kind, the call took effect: $effect", async (how) => {
    const calm = await play({ at: -1, ...how });
    expect(calm.calls).toBeGreaterThan(60);
    const expected = outcome(calm.world);
    expect(expected.states).toEqual([
      " deleted",
      "kept analyzed",
      "missed-1 failed",
      "missed-2 failed",
      "new-tag analyzed",
    ]);
    expect(await calm.world.missed()).toBe(3);
    for (let at = 0; at < calm.calls; at += 1) {
      const { world } = await play({ at, ...how });
      expect({ at, ...outcome(world) }).toEqual({ at, ...expected });
      const missed = await world.missed();
      // One too few is a count whose write failed, which fails no analysis.
      expect({ at, missed: missed >= 2 && missed <= 5 }).toEqual({ at, missed: true });
    }
  });
});
