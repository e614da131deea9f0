import { describe, expect, test } from "@jest/globals";
import { imageIdOf } from "../../../core/images/image-id.ts";
import { createAnalysisWorld, keyOf, REPOSITORY } from "../../fixtures/analysis-world.ts";
import { attestationManifest, imageManifest, indexManifest } from "../../fixtures/fake-registry.ts";

describe("an image", () => {
  test("ends analysed, with its results stored under the keys that it names", async () => {
    const world = await createAnalysisWorld();
    const image = imageManifest("a");
    world.registry.push(REPOSITORY, image, "latest");
    await world.event("PUSH", image.digest, { tag: "latest" });
    expect(await world.record(image.digest)).toMatchObject({ state: "queued" });

    expect(await world.drain()).toBe(0);

    const id = imageIdOf(keyOf(image.digest));
    expect(await world.record(image.digest)).toMatchObject({
      kind: "image",
      state: "analyzed",
      tags: ["latest"],
      platform: "linux/arm64/v8",
      distribution: "Debian GNU/Linux 12 (bookworm)",
      packageCount: 0,
      size: 1000,
      vulnerabilities: { critical: 1, high: 0, medium: 2, low: 0, unspecified: 0 },
      analyzerVersion: "1",
      inventoryKey: `demo/inventories/${id}.json`,
      findingsKey: `demo/findings/${id}.json`,
    });
    expect([...world.blobs.blobs.keys()].sort()).toEqual([
      `demo/findings/${id}.json`,
      `demo/inventories/${id}.json`,
    ]);
    expect([...world.repositories.rows.keys()]).toHaveLength(1);
  });

  test("says what is going on in log lines that local mode shows", async () => {
    const world = await createAnalysisWorld();
    const image = imageManifest("a");
    world.registry.push(REPOSITORY, image, "latest");
    await world.event("PUSH", image.digest);
    await world.drain();
    expect(world.log.lines.map(({ message }) => message)).toEqual([
      "analysis started",
      "analysis finished",
    ]);
    expect(world.log.lines.at(-1)?.fields).toMatchObject({
      imageId: imageIdOf(keyOf(image.digest)),
      repository: REPOSITORY,
      tags: ["latest"],
      state: "analyzed",
    });
  });

  test("asks for the advisories that were missing, and for no others", async () => {
    const world = await createAnalysisWorld();
    const image = imageManifest("a");
    world.registry.push(REPOSITORY, image);
    await world.event("PUSH", image.digest);
    await world.drain();
    expect(world.advisories).toEqual(["npm"]);
  });

  test("is pulled once, however often it is pushed", async () => {
    const world = await createAnalysisWorld();
    const image = imageManifest("a");
    for (const tag of ["1", "2", "3"]) {
      world.registry.push(REPOSITORY, image, tag);
      await world.event("PUSH", image.digest, { tag });
      await world.drain();
    }
    expect(world.registry.pulls).toEqual([image.digest]);
    expect(await world.record(image.digest)).toMatchObject({ tags: ["1", "2", "3"] });
  });

  test("is analysed again by another version of the analyzer, and on request", async () => {
    const world = await createAnalysisWorld();
    const image = imageManifest("a");
    world.registry.push(REPOSITORY, image, "1");
    await world.event("PUSH", image.digest);
    await world.drain();
    await world.event("PUSH", image.digest);
    await world.drain({ ...world.dependencies, analyzerVersion: "2" });
    expect(await world.record(image.digest)).toMatchObject({ analyzerVersion: "2" });
    world.requests.messages.push(world.request(image.digest, "retry"));
    await world.drain({ ...world.dependencies, analyzerVersion: "2" });
    expect(world.registry.pulls).toHaveLength(3);
  });
});

describe("an index", () => {
  test("fans out to its images, not to its attestations", async () => {
    const world = await createAnalysisWorld();
    const [amd64, arm64] = [imageManifest("amd64"), imageManifest("arm64")];
    const index = indexManifest(amd64, arm64);
    for (const manifest of [amd64, arm64, attestationManifest()]) {
      world.registry.push(REPOSITORY, manifest);
    }
    world.registry.push(REPOSITORY, index, "latest");
    await world.event("PUSH", index.digest, { tag: "latest", mediaType: index.mediaType });
    expect(await world.record(index.digest)).toMatchObject({ kind: "index", state: "queued" });
    await world.drain();
    expect(await world.record(index.digest)).toMatchObject({
      kind: "index",
      state: "analyzed",
      tags: ["latest"],
      children: [amd64.digest, arm64.digest],
    });
    for (const child of [amd64, arm64]) {
      expect(await world.record(child.digest)).toMatchObject({
        kind: "image",
        state: "analyzed",
        indexDigests: [index.digest],
      });
    }
    expect(await world.record(attestationManifest().digest)).toBeUndefined();
  });

  test("keeps the newest hundred indexes that led to an image", async () => {
    const world = await createAnalysisWorld();
    const image = imageManifest("a");
    world.registry.push(REPOSITORY, image);
    for (let build = 0; build < 103; build++) {
      const indexDigest = imageManifest(`index ${build}`).digest;
      world.requests.messages.push({ ...world.request(image.digest, "index"), indexDigest });
      await world.drain();
    }
    const { indexDigests } = (await world.record(image.digest)) ?? { indexDigests: [] };
    expect(indexDigests).toHaveLength(100);
    expect(indexDigests.at(-1)).toBe(imageManifest("index 102").digest);
  });
});

test("an attestation is recorded by its kind and not analysed", async () => {
  const world = await createAnalysisWorld();
  const attestation = attestationManifest();
  world.registry.push(REPOSITORY, attestation);
  await world.event("PUSH", attestation.digest);
  await world.drain();
  const record = await world.record(attestation.digest);
  expect(record).toMatchObject({ kind: "attestation", state: "analyzed" });
  expect(record?.inventoryKey).toBeUndefined();
  expect(world.blobs.blobs.size).toBe(0);
});

test("a large image goes to the function for large images", async () => {
  const world = await createAnalysisWorld();
  const image = imageManifest("big", 600 * 1024 * 1024);
  world.registry.push(REPOSITORY, image);
  await world.event("PUSH", image.digest);
  await world.drain();
  expect(await world.record(image.digest)).toMatchObject({ state: "queued" });
  expect(world.blobs.blobs.size).toBe(0);

  world.requests.messages.push(...world.largeRequests.messages);
  await world.drain({ ...world.dependencies, sizeClass: "large" });
  expect(await world.record(image.digest)).toMatchObject({ state: "analyzed" });
});
