import { describe, expect, test } from "@jest/globals";
import { PermanentError, TransientError, UnsupportedError } from "../../../core/errors.ts";
import type { AnalysisDependencies } from "../../../core/images/analysis.ts";
import { analyze } from "../../../core/images/analyze.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import {
  type AnalysisWorld,
  createAnalysisWorld,
  deliveryOf,
  REPOSITORY,
} from "../../fixtures/analysis-world.ts";
import { imageManifest, stored } from "../../fixtures/fake-registry.ts";

const IMAGE = imageManifest("a");

/** A world in which the image was pushed, and its analysis fails so. */
async function failing(
  error: Error,
): Promise<{ readonly world: AnalysisWorld; readonly dependencies: AnalysisDependencies }> {
  const world = await createAnalysisWorld();
  world.registry.push(REPOSITORY, IMAGE, "latest");
  const buildInventory = () => Promise.reject(error);
  return { world, dependencies: { ...world.dependencies, buildInventory } };
}

describe("a failure for good is a state of the image, with its reason", () => {
  test.each([
    [new PermanentError("access-denied", "The registry refused."), "failed"],
    [new UnsupportedError("foreign-layer", "It has a foreign layer."), "unsupported"],
  ])("%s", async (error, state) => {
    const { world, dependencies } = await failing(error);
    await analyze(dependencies, world.request(IMAGE.digest), deliveryOf("job"));
    const record = await world.record(IMAGE.digest);
    expect(record).toMatchObject({ state, stateReason: error.message, tags: ["latest"] });
    expect(record?.pushedAt).toBe("2026-11-21T10:00:00.000Z");
    expect(world.readModel.messages.at(-1)).toMatchObject({ digest: IMAGE.digest });
    expect(world.log.lines.at(-1)).toMatchObject({ message: "analysis failed", level: "error" });
  });

  test("a manifest of schema 1 and an archived image are not supported", async () => {
    const world = await createAnalysisWorld();
    const old = stored("application/vnd.docker.distribution.manifest.v1+prettyjws", {
      schemaVersion: 1,
    });
    world.registry.push(REPOSITORY, old);
    world.registry.push(REPOSITORY, IMAGE);
    world.registry.archived.add(IMAGE.digest);
    for (const { digest } of [old, IMAGE]) {
      await analyze(world.dependencies, world.request(digest), deliveryOf("job"));
      expect(await world.record(digest)).toMatchObject({ state: "unsupported" });
    }
    expect(await world.record(old.digest)).toMatchObject({
      stateReason: expect.stringContaining("schema 1"),
    });
  });

  test.each<[string, Partial<Integration>, string]>([
    ["is of another organization", { organizationId: "other" }, "does not give access"],
    ["has no stack", { connection: undefined as never }, "Connect the registry again"],
  ])("an integration that %s", async (_, change, reason) => {
    const { world, dependencies } = await failing(new Error("not reached"));
    const integration = await world.integrations.get(world.integrationId);
    if (integration === undefined) throw new Error("no integration");
    world.integrations.rows.set(world.integrationId, { ...integration, ...change });
    await analyze(dependencies, world.request(IMAGE.digest), deliveryOf("job"));
    expect(await world.record(IMAGE.digest)).toMatchObject({
      state: "failed",
      stateReason: expect.stringContaining(reason),
    });
  });

  test("it is tried again when it is pushed again", async () => {
    const { world, dependencies } = await failing(new PermanentError("x", "No."));
    await analyze(dependencies, world.request(IMAGE.digest), deliveryOf("job"));
    world.wait(60);
    await world.event("PUSH", IMAGE.digest);
    await world.drain();
    const record = await world.record(IMAGE.digest);
    expect(record).toMatchObject({ state: "analyzed" });
    expect(record?.stateReason).toBeUndefined();
  });
});

describe("a failure that may pass", () => {
  test.each([
    [new TransientError("registry-unavailable", "The registry answered 503."), "answered 503"],
    [new TypeError("x is undefined"), "an error of its own (TypeError)"],
  ])("%s: the image waits, saying why, and the message comes again", async (error, reason) => {
    const { world, dependencies } = await failing(error);
    const attempt = analyze(dependencies, world.request(IMAGE.digest), deliveryOf("job"));
    await expect(attempt).rejects.toBe(error);
    expect(await world.record(IMAGE.digest)).toMatchObject({
      state: "queued",
      stateReason: expect.stringContaining(reason),
    });
    await analyze(world.dependencies, world.request(IMAGE.digest), deliveryOf("next"));
    expect(await world.record(IMAGE.digest)).toMatchObject({ state: "analyzed" });
  });

  test("the last attempt's failure is shown as failed, and a redrive tries it anew", async () => {
    const error = new TransientError("registry-unavailable", "The registry answered 503.");
    const { world, dependencies } = await failing(error);
    const request = world.request(IMAGE.digest);
    await expect(analyze(dependencies, request, deliveryOf("last", true))).rejects.toBe(error);
    expect(await world.record(IMAGE.digest)).toMatchObject({
      state: "failed",
      stateReason: expect.stringMatching(/^Given up .*503/),
    });
    world.wait(3600);
    await analyze(world.dependencies, request, deliveryOf("redrive"));
    expect(await world.record(IMAGE.digest)).toMatchObject({ state: "analyzed" });
  });

  test("the last attempt is shown as failed from its start, in case that it is killed", async () => {
    const { world } = await failing(new Error("not reached"));
    let during: unknown;
    const dependencies: AnalysisDependencies = {
      ...world.dependencies,
      async buildInventory(...given) {
        during = await world.record(IMAGE.digest);
        return world.dependencies.buildInventory(...given);
      },
    };
    await analyze(dependencies, world.request(IMAGE.digest), deliveryOf("last", true));
    expect(during).toMatchObject({
      state: "failed",
      stateReason: expect.stringMatching(/^Given up .* ended from outside.* Retry/),
    });
    const after = await world.record(IMAGE.digest);
    expect(after).toMatchObject({ state: "analyzed" });
    expect(after?.stateReason).toBeUndefined();
  });

  test("a manifest that is gone since the registry was asked is looked for again", async () => {
    const { world, dependencies } = await failing(new PermanentError("blob-unknown", "Gone."));
    const attempt = analyze(dependencies, world.request(IMAGE.digest), deliveryOf("job"));
    await expect(attempt).rejects.toMatchObject({ code: "changed-meanwhile" });
  });

  test.each([
    [60, { state: "queued" }, "role-new"],
    [3600, { state: "failed" }, undefined],
  ])("a role that refuses %d seconds after it was connected", async (age, state, code) => {
    const { world, dependencies } = await failing(new Error("not reached"));
    const integration = await world.integrations.get(world.integrationId);
    if (integration?.connection === undefined) throw new Error("no connection");
    const connectedAt = dependencies.now().toISOString();
    const connection = { ...integration.connection, connectedAt };
    world.integrations.rows.set(world.integrationId, { ...integration, connection });
    world.wait(age);
    const registry = {
      open: () => Promise.reject(new PermanentError("role-refused", "AWS refused.")),
    };
    const attempt = analyze(
      { ...dependencies, registry },
      world.request(IMAGE.digest),
      deliveryOf("job"),
    );
    if (code === undefined) await attempt;
    else await expect(attempt).rejects.toMatchObject({ code });
    expect(await world.record(IMAGE.digest)).toMatchObject(state);
  });

  test("a small image that takes too long goes to the function for large images", async () => {
    const { world, dependencies } = await failing(new Error("aborted"));
    const signal = AbortSignal.abort();
    const delivery = { ...deliveryOf("job"), signal };
    await analyze(dependencies, world.request(IMAGE.digest), delivery);
    expect(world.largeRequests.messages).toHaveLength(1);
    expect(await world.record(IMAGE.digest)).toMatchObject({ state: "queued" });
  });
});

test("a large image that takes too long says so, and is tried again", async () => {
  const { world, dependencies } = await failing(new DOMException("Timed out.", "TimeoutError"));
  const delivery = { ...deliveryOf("job"), signal: AbortSignal.abort() };
  const attempt = analyze(
    { ...dependencies, sizeClass: "large" },
    world.request(IMAGE.digest),
    delivery,
  );
  await expect(attempt).rejects.toMatchObject({ code: "out-of-time" });
  expect(await world.record(IMAGE.digest)).toMatchObject({
    state: "queued",
    stateReason: expect.stringContaining("took longer than it may"),
  });
});

test("a failed second look keeps what was found", async () => {
  const { world, dependencies } = await failing(new PermanentError("access-denied", "Refused."));
  await analyze(world.dependencies, world.request(IMAGE.digest), deliveryOf("first"));
  world.wait(60);
  await analyze(dependencies, world.request(IMAGE.digest, "retry"), deliveryOf("second"));
  expect(await world.record(IMAGE.digest)).toMatchObject({
    state: "analyzed",
    stateReason: expect.stringContaining("Refused."),
    inventoryKey: expect.any(String),
  });
});
