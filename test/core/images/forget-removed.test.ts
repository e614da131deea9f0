import { describe, expect, test } from "@jest/globals";
import { analyze } from "../../../core/images/analyze.ts";
import { leaseFrom } from "../../../core/images/lease.ts";
import {
  createAnalysisWorld,
  deliveryOf,
  keyOf,
  REPOSITORY,
} from "../../fixtures/analysis-world.ts";
import { imageManifest } from "../../fixtures/fake-registry.ts";

const IMAGE = imageManifest("a");

/** A world in which the image was pushed, and its integration removed; its analysis is pending. */
async function removed({ analysed }: { readonly analysed: boolean }) {
  const world = await createAnalysisWorld();
  world.registry.push(REPOSITORY, IMAGE, "latest");
  if (analysed) await analyze(world.dependencies, world.request(IMAGE.digest), deliveryOf("0"));
  world.wait(60);
  const integration = world.integrations.rows.get(world.integrationId);
  if (integration === undefined) throw new Error("no integration");
  const removedAt = "2026-11-21T12:00:30.000Z";
  world.integrations.rows.set(world.integrationId, { ...integration, removedAt });
  return world;
}

describe("a request whose integration was removed", () => {
  test("leaves nothing of an image that nobody knows", async () => {
    const world = await removed({ analysed: false });
    await analyze(world.dependencies, world.request(IMAGE.digest), deliveryOf("job"));
    expect(world.images.rows.size).toBe(0);
    expect(world.registry.pulls).toEqual([]);
  });

  test("leaves nothing of an image that was analysed", async () => {
    const world = await removed({ analysed: true });
    expect(world.blobs.blobs.size).toBe(2);
    world.readModel.messages.splice(0);
    await analyze(world.dependencies, world.request(IMAGE.digest, "delete"), deliveryOf("job"));
    expect(world.images.rows.size).toBe(0);
    expect(world.blobs.blobs.size).toBe(0);
    expect(world.tags.entries.size).toBe(0);
    expect(world.readModel.messages).toEqual([{ kind: "image", ...keyOf(IMAGE.digest) }]);
  });

  test("leaves an image that another integration has", async () => {
    const world = await removed({ analysed: true });
    const [row] = world.images.rows.values();
    if (row) row.image = { ...row.image, integrationId: "another" };
    await analyze(world.dependencies, world.request(IMAGE.digest), deliveryOf("job"));
    expect(await world.record(IMAGE.digest)).toMatchObject({ integrationId: "another" });
  });

  test("waits for who has the image in hand", async () => {
    const world = await removed({ analysed: true });
    const key = { ...keyOf(IMAGE.digest), integrationId: world.integrationId };
    const now = world.dependencies.now();
    await world.images.acquireLease(key, leaseFrom("somebody", now));
    const attempt = analyze(world.dependencies, world.request(IMAGE.digest), deliveryOf("job"));
    await expect(attempt).rejects.toMatchObject({ code: "busy" });
  });
});
