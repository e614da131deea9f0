import { describe, expect, test } from "@jest/globals";
import { analyze } from "../../../core/images/analyze.ts";
import { createLeaseKeeper, leaseFrom, LeaseLostError } from "../../../core/images/lease.ts";
import {
  createAnalysisWorld,
  deliveryOf,
  keyOf,
  REPOSITORY,
} from "../../fixtures/analysis-world.ts";
import { imageManifest } from "../../fixtures/fake-registry.ts";

const IMAGE = imageManifest("a");
const KEY = keyOf(IMAGE.digest);

/** A world in which an analysis stops inside the image's layers until `go` is called. */
async function pausing() {
  const world = await createAnalysisWorld();
  world.registry.push(REPOSITORY, IMAGE, "latest");
  let go = (): void => undefined;
  const paused = new Promise<void>((resolve) => {
    go = resolve;
  });
  let reached = (): void => undefined;
  const started = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const { dependencies } = world;
  const slow: typeof dependencies = {
    ...dependencies,
    async buildInventory(...args) {
      reached();
      await paused;
      return dependencies.buildInventory(...args);
    },
  };
  return { world, slow, go, started };
}

describe("a message that is delivered during the analysis of its image", () => {
  test("comes again long before the lease must have ended, and then ends quickly", async () => {
    const { world, slow, go, started } = await pausing();
    const request = world.request(IMAGE.digest);
    world.wait(5);
    const first = analyze(slow, request, deliveryOf("first"));
    await started;
    world.wait(20);
    const second = analyze(world.dependencies, request, deliveryOf("second"));
    await expect(second).rejects.toMatchObject({ code: "busy", retryAfterSeconds: undefined });
    go();
    await first;
    const pulls = world.registry.pulls.length;
    const { version } = (await world.record(IMAGE.digest)) ?? {};
    await analyze(world.dependencies, request, deliveryOf("second again"));
    expect(world.registry.pulls).toHaveLength(pulls);
    expect(await world.record(IMAGE.digest)).toMatchObject({ version, state: "analyzed" });
  });

  test("is no failure: at its last delivery it is sent anew instead of given up", async () => {
    const { world, slow, go, started } = await pausing();
    const request = world.request(IMAGE.digest);
    const first = analyze(slow, request, deliveryOf("first"));
    await started;
    await analyze(world.dependencies, request, deliveryOf("second", true));
    expect(world.requests.messages).toEqual([request]);
    go();
    await first;
  });

  test("a job that was silent for too long loses the image and writes nothing", async () => {
    const { world, slow, go, started } = await pausing();
    const request = world.request(IMAGE.digest);
    const first = analyze(slow, request, deliveryOf("first"));
    await started;
    world.wait(121);
    await analyze(world.dependencies, request, deliveryOf("second"));
    const before = await world.record(IMAGE.digest);
    go();
    await expect(first).rejects.toBeInstanceOf(LeaseLostError);
    expect(await world.record(IMAGE.digest)).toEqual(before);
  });
});

describe("processes whose clocks differ", () => {
  test("may both work on an image: who was taken over writes nothing", async () => {
    const { world, slow, go, started } = await pausing();
    const request = world.request(IMAGE.digest);
    const first = analyze(slow, request, deliveryOf("first"));
    await started;
    const ahead = () => new Date(world.dependencies.now().getTime() + 3_600_000);
    await analyze({ ...world.dependencies, now: ahead }, request, deliveryOf("second"));
    const before = await world.record(IMAGE.digest);
    expect(before).toMatchObject({ state: "analyzed" });
    go();
    await expect(first).rejects.toBeInstanceOf(LeaseLostError);
    expect(await world.record(IMAGE.digest)).toEqual(before);
  });

  test("and one that is behind waits for the other", async () => {
    const { world, slow, go, started } = await pausing();
    const request = world.request(IMAGE.digest);
    const first = analyze(slow, request, deliveryOf("first"));
    await started;
    const behind = () => new Date(world.dependencies.now().getTime() - 3_600_000);
    const second = analyze({ ...world.dependencies, now: behind }, request, deliveryOf("second"));
    await expect(second).rejects.toMatchObject({ code: "busy" });
    go();
    await first;
    expect(await world.record(IMAGE.digest)).toMatchObject({ state: "analyzed" });
  });
});

describe("a lease is renewed", () => {
  test("every half minute of progress", async () => {
    let time = 0;
    const renewals: number[] = [];
    const images = {
      renewLease: (_key: unknown, _owner: string, expiresAt: Date) => {
        renewals.push(expiresAt.getTime());
        return Promise.resolve(true);
      },
    };
    const keeper = createLeaseKeeper(images, KEY, "me", () => new Date(time), fail);
    for (; time <= 65_000; time += 1000) keeper.tick();
    await keeper.settle();
    expect(renewals).toEqual([150_000, 180_000]);
  });

  test("until somebody else has it", async () => {
    let time = 0;
    const lost: unknown[] = [];
    const images = { renewLease: () => Promise.resolve(false) };
    const keeper = createLeaseKeeper(
      images,
      KEY,
      "me",
      () => new Date(time),
      (error) => {
        lost.push(error);
      },
    );
    time = 31_000;
    keeper.tick();
    await keeper.settle();
    expect(lost).toEqual([expect.any(LeaseLostError)]);
  });

  test("and a renewal that fails is no end of the job", async () => {
    let time = 0;
    const images = { renewLease: () => Promise.reject(new Error("throttled")) };
    const keeper = createLeaseKeeper(images, KEY, "me", () => new Date(time), fail);
    time = 31_000;
    keeper.tick();
    await expect(keeper.settle()).resolves.toBeUndefined();
  });
});

test("a lease is two minutes long", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  expect(leaseFrom("me", now).expiresAt.toISOString()).toBe("2026-11-21T12:02:00.000Z");
});

function fail(): never {
  throw new Error("the lease was not lost");
}
