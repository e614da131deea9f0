import { describe, expect, test } from "@jest/globals";
import type { RepositoryComparison } from "../../../core/contract/reconcile-message.ts";
import { compareRepository } from "../../../core/images/compare-repository.ts";
import type { ImageRecord } from "../../../core/images/port.ts";
import type { ListedImage } from "../../../core/images/registry-access.ts";
import { createComparisonWorld, pushedAt } from "../../fixtures/comparison-world.ts";

const IMAGES = 100_000;
const IMAGE = pushedAt("one", "11:00");

/** A digest whose place among the others its number does not tell. */
function digestOf(number: number): string {
  const scattered = (number * 2654435761) % 2 ** 32;
  return `sha256:${scattered.toString(16).padStart(8, "0")}${number.toString(16).padStart(56, "0")}`;
}

/**
 * A repository of 100,000 images, of which each hundredth is not stored and each thousandth not
 * listed; and runs that stop after so many pages of what is stored.
 */
async function setUp(pages: number) {
  const world = await createComparisonWorld();
  const { key, integrationId } = world;
  const all = Array.from({ length: IMAGES }, (_, number) => number);
  const listed = all
    .filter((number) => number % 1000 !== 1)
    .map((number) => ({ ...IMAGE, tags: [`t${number}`], digest: digestOf(number) }));
  const stored = all
    .filter((number) => number % 100 !== 0)
    .map((number): ImageRecord => {
      const record = { ...key, integrationId, digest: digestOf(number), tags: [`t${number}`] };
      return { ...record, state: "analyzed", indexDigests: [] };
    })
    .sort((a, b) => (a.digest < b.digest ? -1 : 1));
  const byDigest = new Map(stored.map((image) => [image.digest, { ...image, version: 1 }]));
  const memory = world.images.get.bind(world.images);
  let lookedUp = 0;
  world.images.get = async (image) => {
    lookedUp += 1;
    return byDigest.get(image.digest) ?? memory(image);
  };
  let largestPage = 0;
  world.images.list = (_, { limit, cursor = "0" }) => {
    const items = stored.slice(Number(cursor), Number(cursor) + limit);
    largestPage = Math.max(largestPage, items.length);
    const end = Number(cursor) + limit;
    return Promise.resolve({ items, nextCursor: end < stored.length ? String(end) : null });
  };
  world.registries.images = async function* () {
    const batches: ListedImage[][] = [];
    for (let start = 0; start < listed.length; start += 1000) {
      batches.push(listed.slice(start, start + 1000));
    }
    for (const batch of batches) yield await Promise.resolve(batch);
  };

  /** @returns How many runs it took. */
  async function compare(more: Partial<RepositoryComparison> = {}): Promise<number> {
    const { messages } = world.queues.reconcile;
    const requestedAt = world.now().toISOString();
    messages.push({ kind: "repository", ...key, integrationId, requestedAt, ...more });
    let runs = 0;
    for (let next = messages.shift(); next?.kind === "repository"; next = messages.shift()) {
      runs += 1;
      let looks = 0;
      const mustStop = () => (looks += 1) === pages;
      await compareRepository(world.dependencies, next, { owner: `job-${runs}`, mustStop });
    }
    return runs;
  }
  return { world, compare, largestPage: () => largestPage, lookedUp: () => lookedUp };
}

describe("100,000 images in one repository", () => {
  test("are compared in several runs, each image once", async () => {
    const { world, compare, largestPage, lookedUp } = await setUp(200);
    // 99,000 stored images are 396 pages.
    expect(await compare()).toBe(2);
    expect(largestPage()).toBeLessThanOrEqual(250);
    // Each unknown one to be sure that it is, and for its request.
    expect(lookedUp()).toBe(2000);
    const { messages, delayed } = world.queues.requests;
    const pushes = messages.map((one) => ("digest" in one ? one.digest : ""));
    const gone = delayed.map(({ message }) => ("digest" in message ? message.digest : ""));
    expect(new Set(pushes).size).toBe(1000);
    expect(pushes).toHaveLength(1000);
    expect(new Set(gone).size).toBe(100);
    expect(gone).toHaveLength(100);
    expect(await world.missed()).toBe(1000);
  });

  test("that were all pushed lately are looked up in several runs, too", async () => {
    const { world, compare } = await setUp(200);
    // 99,900 listed images are 400 slices.
    expect(await compare({ since: "2026-11-21T10:00:00Z" })).toBe(2);
    expect(world.queues.requests.messages).toHaveLength(1000);
    expect(await world.missed()).toBe(1000);
  });
});
