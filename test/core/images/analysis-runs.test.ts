import { describe, expect, test } from "@jest/globals";
import { PermanentError, TransientError, UnsupportedError } from "../../../core/errors.ts";
import type { AnalysisDependencies } from "../../../core/images/analysis.ts";
import { analyze } from "../../../core/images/analyze.ts";
import { createAnalysisWorld, deliveryOf, REPOSITORY } from "../../fixtures/analysis-world.ts";
import { imageManifest } from "../../fixtures/fake-registry.ts";

const IMAGE = imageManifest("a");

/** A world in which the image was pushed. */
async function world() {
  const created = await createAnalysisWorld();
  created.registry.push(REPOSITORY, IMAGE, "latest");
  async function runs() {
    return (await created.record(IMAGE.digest))?.analyses;
  }
  function failing(error: Error): AnalysisDependencies {
    return { ...created.dependencies, buildInventory: () => Promise.reject(error) };
  }
  return { ...created, runs, failing };
}

describe("an image remembers its analyses", () => {
  test("what asked for each, by which analyzer, and what it found", async () => {
    const pushed = await world();
    await pushed.event("PUSH", IMAGE.digest);
    await pushed.drain();
    pushed.wait(60);
    pushed.requests.messages.push(pushed.request(IMAGE.digest, "retry"));
    await pushed.drain();
    const found = {
      outcome: "analyzed",
      analyzerVersion: "1",
      packageCount: 0,
      vulnerabilities: { critical: 1, high: 0, medium: 2, low: 0, unspecified: 0 },
    };
    expect(await pushed.runs()).toEqual([
      {
        ...found,
        cause: "push",
        requestedAt: "2026-11-21T12:00:00.000Z",
        startedAt: "2026-11-21T12:00:00.000Z",
        finishedAt: "2026-11-21T12:00:00.000Z",
      },
      {
        ...found,
        cause: "retry",
        requestedAt: "2026-11-21T12:01:05.000Z",
        startedAt: "2026-11-21T12:01:05.000Z",
        finishedAt: "2026-11-21T12:01:05.000Z",
      },
    ]);
  });

  test("not a look that found its results current", async () => {
    const pushed = await world();
    await pushed.event("PUSH", IMAGE.digest);
    await pushed.drain();
    await pushed.event("PUSH", IMAGE.digest, { tag: "other" });
    await pushed.drain();
    expect(await pushed.runs()).toHaveLength(1);
  });

  test("the last twenty of them", async () => {
    const pushed = await world();
    for (let index = 0; index < 25; index++) {
      pushed.wait(60);
      pushed.requests.messages.push(pushed.request(IMAGE.digest, "retry"));
      await pushed.drain();
    }
    const kept = await pushed.runs();
    expect(kept).toHaveLength(20);
    expect(kept?.at(-1)?.requestedAt).toBe("2026-11-21T12:27:00.000Z");
  });

  test("nothing of an image that is gone", async () => {
    const pushed = await world();
    await pushed.event("PUSH", IMAGE.digest);
    await pushed.drain();
    pushed.registry.remove(REPOSITORY, IMAGE.digest);
    await pushed.event("DELETE", IMAGE.digest);
    await pushed.drain();
    expect(await pushed.runs()).toBeUndefined();
  });
});

describe("an analysis that failed", () => {
  test.each([
    [new PermanentError("access-denied", "The registry refused."), "failed"],
    [new UnsupportedError("foreign-layer", "It has a foreign layer."), "unsupported"],
  ])("%s says why", async (error, outcome) => {
    const pushed = await world();
    await analyze(pushed.failing(error), pushed.request(IMAGE.digest), deliveryOf("job"));
    const [run] = (await pushed.runs()) ?? [];
    expect(run).toMatchObject({ outcome, reason: error.message, cause: "push" });
    expect(run).not.toHaveProperty("packageCount");
  });

  test("and is tried again is one analysis, however often", async () => {
    const pushed = await world();
    const message = pushed.request(IMAGE.digest);
    const unavailable = pushed.failing(
      new TransientError("registry-unavailable", "It answered 503."),
    );
    for (const owner of ["first", "second"]) {
      await expect(analyze(unavailable, message, deliveryOf(owner))).rejects.toThrow("503");
      pushed.wait(60);
    }
    expect(await pushed.runs()).toMatchObject([
      { outcome: "postponed", reason: "It answered 503.", startedAt: "2026-11-21T12:01:00.000Z" },
    ]);
    await analyze(pushed.dependencies, message, deliveryOf("third"));
    const kept = await pushed.runs();
    expect(kept).toMatchObject([{ outcome: "analyzed", requestedAt: message.requestedAt }]);
    expect(kept?.[0]).not.toHaveProperty("reason");
  });

  test("when somebody retried is remembered though the older results are kept", async () => {
    const pushed = await world();
    await pushed.event("PUSH", IMAGE.digest);
    await pushed.drain();
    pushed.wait(60);
    const error = new PermanentError("access-denied", "The registry refused.");
    await analyze(pushed.failing(error), pushed.request(IMAGE.digest, "retry"), deliveryOf("job"));
    expect(await pushed.runs()).toMatchObject([
      { cause: "push", outcome: "analyzed" },
      { cause: "retry", outcome: "failed", reason: "The registry refused." },
    ]);
  });

  test("for the last time is remembered, even if it is killed", async () => {
    const pushed = await world();
    let during: unknown;
    const looking: AnalysisDependencies = {
      ...pushed.dependencies,
      async buildInventory(...given) {
        during = await pushed.runs();
        return pushed.dependencies.buildInventory(...given);
      },
    };
    await analyze(looking, pushed.request(IMAGE.digest), deliveryOf("job", true));
    expect(during).toMatchObject([
      { outcome: "failed", reason: expect.stringContaining("ended from outside") },
    ]);
    expect((during as object[])[0]).not.toHaveProperty("finishedAt");
    expect(await pushed.runs()).toMatchObject([{ outcome: "analyzed" }]);
  });

  test("with a long reason keeps the beginning of it", async () => {
    const pushed = await world();
    const error = new PermanentError("x", "y".repeat(10_000));
    await analyze(pushed.failing(error), pushed.request(IMAGE.digest), deliveryOf("job"));
    expect((await pushed.runs())?.[0]?.reason).toBe(`${"y".repeat(499)}…`);
  });
});
