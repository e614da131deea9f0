import { describe, expect, test } from "@jest/globals";
import {
  type AnalysisWorld,
  createAnalysisWorld,
  REGISTRY,
  REPOSITORY,
} from "../../fixtures/analysis-world.ts";
import { imageManifest, indexManifest } from "../../fixtures/fake-registry.ts";
import {
  createFaultyProcess,
  type Fault,
  type FaultyProcess,
} from "../../fixtures/faulty-process.ts";

const OLD = imageManifest("old");
const NEW = imageManifest("new");
const INDEX = indexManifest(NEW);

/** A tag moves from an old image to a new index of one image; then the old image is deleted. */
async function play(fault: Fault): Promise<{ world: AnalysisWorld; process: FaultyProcess }> {
  const process = createFaultyProcess(fault);
  const world = await createAnalysisWorld(process.wrap, () => {
    process.restart();
  });
  world.registry.push(REPOSITORY, OLD, "latest");
  await send(process, () => world.event("PUSH", OLD.digest, { tag: "latest" }));
  await world.drain();
  world.registry.push(REPOSITORY, NEW);
  world.registry.push(REPOSITORY, INDEX, "latest");
  await send(process, () => world.event("PUSH", INDEX.digest, { tag: "latest" }));
  await world.drain();
  world.registry.remove(REPOSITORY, OLD.digest);
  await send(process, () => world.event("DELETE", OLD.digest));
  await world.drain();
  return { world, process };
}

/** EventBridge sends again what was not answered. */
async function send(process: FaultyProcess, event: () => Promise<unknown>): Promise<void> {
  try {
    await event();
  } catch {
    process.restart();
    await event();
  }
}

async function expectTheEnd(world: AnalysisWorld, process: FaultyProcess): Promise<void> {
  expect(await world.record(OLD.digest)).toMatchObject({ state: "deleted", tags: [] });
  expect(await world.record(INDEX.digest)).toMatchObject({
    kind: "index",
    state: "analyzed",
    tags: ["latest"],
    children: [NEW.digest],
  });
  expect(await world.record(NEW.digest)).toMatchObject({
    kind: "image",
    state: "analyzed",
    indexDigests: [INDEX.digest],
  });
  expect((await world.record(NEW.digest))?.stateReason).toBeUndefined();
  expect([...world.tags.entries.entries()]).toEqual([
    [`demo ${REGISTRY}/${REPOSITORY}:latest`, INDEX.digest],
  ]);
  // The results of the new image, and nothing of the old one.
  expect(world.blobs.blobs.size).toBe(2);
  expect(world.repositories.rows.size).toBe(1);
  for (const { digest } of [OLD, INDEX, NEW]) {
    const effects = process.effects.filter((effect) => effect.digest === digest);
    expect([digest, effects.at(-1)?.kind]).toEqual([digest, "announcement"]);
  }
}

describe("a job that dies is mended by the next delivery", () => {
  test.each<{ readonly kind: Fault["kind"]; readonly effect: boolean }>([
    { kind: "killed", effect: false },
    { kind: "killed", effect: true },
    { kind: "failed", effect: false },
    { kind: "failed", effect: true },
  ])("at whichever call of a port: $kind, the call took effect: $effect", async (how) => {
    const undisturbed = await play({ at: -1, ...how });
    await expectTheEnd(undisturbed.world, undisturbed.process);
    const calls = undisturbed.process.calls();
    expect(calls).toBeGreaterThan(60);
    for (let at = 0; at < calls; at++) {
      const { world, process } = await play({ at, ...how });
      try {
        await expectTheEnd(world, process);
      } catch (error) {
        throw new Error(`The end is wrong after a fault at call ${at}`, { cause: error });
      }
    }
  });
});
