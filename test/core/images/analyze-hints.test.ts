import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  type AnalysisWorld,
  createAnalysisWorld,
  REGISTRY,
  REPOSITORY,
} from "../../fixtures/analysis-world.ts";
import { imageManifest } from "../../fixtures/fake-registry.ts";

const A = imageManifest("a");
const B = imageManifest("b");
const IMAGES = [A, B, imageManifest("c")];

/** What is stored is what the registry says, whatever the events were. */
async function expectTruth(world: AnalysisWorld): Promise<void> {
  const entries: [string, string][] = [];
  for (const { digest } of IMAGES) {
    const record = await world.record(digest);
    const tags = world.registry.tagsOf(REPOSITORY, digest);
    if (record === undefined || record.state === "deleted") expect(tags).toEqual([]);
    else expect([record.digest, record.tags]).toEqual([digest, tags]);
    for (const tag of tags) entries.push([`demo ${REGISTRY}/${REPOSITORY}:${tag}`, digest]);
  }
  expect([...world.tags.entries].sort()).toEqual(entries.sort());
}

describe("events are hints", () => {
  test("a deleted image loses its results and its tags, and stays as deleted", async () => {
    const world = await createAnalysisWorld();
    world.registry.push(REPOSITORY, A, "latest");
    await world.event("PUSH", A.digest, { tag: "latest" });
    await world.drain();
    world.registry.remove(REPOSITORY, A.digest);
    await world.event("DELETE", A.digest, { tag: "latest" });
    await world.drain();
    const record = await world.record(A.digest);
    expect(record).toMatchObject({ state: "deleted", tags: [] });
    expect(record?.inventoryKey).toBeUndefined();
    expect(world.blobs.blobs.size).toBe(0);
    expect(world.tags.entries.size).toBe(0);
  });

  test("a delete event of one tag of several leaves the image", async () => {
    const world = await createAnalysisWorld();
    world.registry.push(REPOSITORY, A, "1");
    world.registry.push(REPOSITORY, A, "2");
    await world.event("PUSH", A.digest, { tag: "1" });
    await world.drain();
    world.registry.push(REPOSITORY, B, "1");
    await world.event("DELETE", A.digest, { tag: "1" });
    await world.drain();
    expect(await world.record(A.digest)).toMatchObject({ state: "analyzed", tags: ["2"] });
    expect(world.registry.pulls).toEqual([A.digest]);
  });

  test("a tag that is taken away is forgotten", async () => {
    const world = await createAnalysisWorld();
    world.registry.push(REPOSITORY, A, "1");
    world.registry.push(REPOSITORY, A, "2");
    await world.event("PUSH", A.digest);
    await world.drain();
    world.registry.untag(REPOSITORY, "1");
    await world.event("DELETE", A.digest, { tag: "1" });
    await world.drain();
    expect(await world.record(A.digest)).toMatchObject({ state: "analyzed", tags: ["2"] });
    await expectTruth(world);
  });

  test("a delete event before its push event, and a push again after it, end analysed", async () => {
    const world = await createAnalysisWorld();
    world.registry.push(REPOSITORY, A, "latest");
    await world.event("DELETE", A.digest);
    await world.event("PUSH", A.digest);
    await world.drain();
    expect(await world.record(A.digest)).toMatchObject({ state: "analyzed" });

    world.registry.remove(REPOSITORY, A.digest);
    await world.event("DELETE", A.digest);
    await world.drain();
    world.registry.push(REPOSITORY, A, "latest");
    await world.event("PUSH", A.digest);
    expect(await world.record(A.digest)).toMatchObject({ state: "queued" });
    await world.drain();
    expect(await world.record(A.digest)).toMatchObject({ state: "analyzed", tags: ["latest"] });
    expect(world.blobs.blobs.size).toBe(2);
  });

  test("an event of a digest that was never there leaves nothing", async () => {
    const world = await createAnalysisWorld();
    await world.event("DELETE", A.digest);
    await world.drain();
    expect(await world.record(A.digest)).toBeUndefined();
    expect(world.repositories.rows.size).toBe(0);
  });

  test("a tag that moves leaves the digest that had it, though no event says so", async () => {
    const world = await createAnalysisWorld();
    world.registry.push(REPOSITORY, A, "latest");
    await world.event("PUSH", A.digest, { tag: "latest" });
    await world.drain();
    world.registry.push(REPOSITORY, B, "latest");
    await world.event("PUSH", B.digest, { tag: "latest" });
    await world.drain();
    expect(await world.record(A.digest)).toMatchObject({ tags: [] });
    expect(await world.record(B.digest)).toMatchObject({ tags: ["latest"] });
    await expectTruth(world);
  });

  test("a tag that moved to an image that is gone already leaves the digest that had it", async () => {
    const world = await createAnalysisWorld();
    world.registry.push(REPOSITORY, A, "latest");
    await world.event("PUSH", A.digest, { tag: "latest" });
    await world.drain();
    world.registry.push(REPOSITORY, B, "latest");
    world.registry.remove(REPOSITORY, B.digest);
    await world.event("PUSH", B.digest, { tag: "latest" });
    await world.event("DELETE", B.digest);
    await world.drain();
    expect(await world.record(A.digest)).toMatchObject({ state: "analyzed", tags: [] });
    await expectTruth(world);
  });

  test("a deleted repository is looked through, image by image", async () => {
    const world = await createAnalysisWorld();
    for (const [number, image] of IMAGES.entries()) {
      world.registry.push(REPOSITORY, image, `${number}`);
      await world.event("PUSH", image.digest);
    }
    await world.drain();
    for (const { digest } of IMAGES.slice(1)) world.registry.remove(REPOSITORY, digest);
    const { digest, cause, ...rest } = world.request(A.digest);
    world.requests.messages.push({ ...rest, scope: "repository" });
    await world.drain();
    expect(await world.record(A.digest)).toMatchObject({ state: "analyzed" });
    expect(await world.record(B.digest)).toMatchObject({ state: "deleted" });
    await expectTruth(world);
  });

  test("whatever is pushed, tagged and deleted, and however its events arrive, the end is right", async () => {
    const step = fc.record({
      image: fc.nat(IMAGES.length - 1),
      action: fc.constantFrom("push", "push", "remove"),
      tag: fc.constantFrom("1", "2", undefined),
      /** Events of a step: lost by nobody, but late, doubled, and in another order. */
      events: fc.constantFrom(1, 2),
      drain: fc.boolean(),
      late: fc.nat(5),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const world = await createAnalysisWorld();
        const events: { at: number; send: () => Promise<unknown> }[] = [];
        for (const [number, { action, tag, ...more }] of steps.entries()) {
          const image = IMAGES[more.image] ?? A;
          if (action === "push") world.registry.push(REPOSITORY, image, tag);
          else world.registry.remove(REPOSITORY, image.digest);
          const name = action === "push" ? "PUSH" : "DELETE";
          const send = () => world.event(name, image.digest, tag === undefined ? {} : { tag });
          for (let n = 0; n < more.events; n++) events.push({ at: number + more.late * n, send });
          for (const due of events.filter(({ at }) => at === number)) await due.send();
          if (more.drain) await world.drain();
        }
        for (const { at, send } of events) if (at >= steps.length) await send();
        world.wait(5);
        await world.drain();
        await expectTruth(world);
      }),
      { numRuns: 300 },
    );
  });
});
