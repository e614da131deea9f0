import { describe, expect, test } from "@jest/globals";
import type { RepositoryComparison } from "../../../core/contract/reconcile-message.ts";
import { compareRepository } from "../../../core/images/compare-repository.ts";
import type { ListedImage } from "../../../core/images/registry-access.ts";
import { createComparisonWorld, pushedAt } from "../../fixtures/comparison-world.ts";

const IMAGES = 100_000;
const IMAGE = pushedAt("one", "11:00");
const NUMBERS = Array.from({ length: IMAGES }, (_, number) => number);

/** A digest whose place among the others its number does not tell. */
const DIGESTS = NUMBERS.map((number) => {
  const scattered = (number * 2654435761) % 2 ** 32;
  return `sha256:${scattered.toString(16).padStart(8, "0")}${number.toString(16).padStart(56, "0")}`;
});

/** What the registry lists, by its pages: each thousandth is gone. All were pushed at 11:00. */
const LISTED: readonly ListedImage[][] = Array.from({ length: IMAGES / 1000 }, (_, page) =>
  NUMBERS.slice(page * 1000, (page + 1) * 1000)
    .filter((number) => number % 1000 !== 1)
    .map((number) => ({ ...IMAGE, tags: [`t${number}`], digest: DIGESTS[number] ?? "" })),
);

/** What is stored: each hundredth is not. */
const STORED = NUMBERS.filter((number) => number % 100 !== 0)
  .map((number) => ({
    digest: DIGESTS[number] ?? "",
    tags: [`t${number}`],
    state: "analyzed" as const,
    indexDigests: [],
    version: 1,
  }))
  .sort((a, b) => (a.digest < b.digest ? -1 : 1));
const BY_DIGEST = new Map(STORED.map((image) => [image.digest, image]));

/** The world around them, and runs that stop after so many pages, or die at one. */
async function setUp(pages: number, diesAt = Infinity) {
  const world = await createComparisonWorld();
  const { key, integrationId } = world;
  const about = { ...key, integrationId };
  const memory = world.images.get.bind(world.images);
  const seen = { lookedUp: 0, atATime: 0, mostAtATime: 0, pages: 0, largestPage: 0, runs: 0 };
  world.images.get = async (image) => {
    seen.lookedUp += 1;
    seen.atATime += 1;
    seen.mostAtATime = Math.max(seen.mostAtATime, seen.atATime);
    await Promise.resolve();
    seen.atATime -= 1;
    const stored = BY_DIGEST.get(image.digest);
    return stored === undefined ? memory(image) : { ...about, ...stored };
  };
  world.images.list = (_, { limit, cursor = "0" }) => {
    seen.pages += 1;
    if (seen.pages === diesAt) return Promise.reject(new Error("The process was killed."));
    const [start, end] = [Number(cursor), Number(cursor) + limit];
    const items = STORED.slice(start, end).map((image) => ({ ...about, ...image }));
    seen.largestPage = Math.max(seen.largestPage, items.length);
    return Promise.resolve({ items, nextCursor: end < STORED.length ? String(end) : null });
  };
  world.registries.images = async function* () {
    for (const page of LISTED) yield await Promise.resolve(page);
  };

  /** Has it compared to the end; what dies is delivered again. */
  async function compare(more: Partial<RepositoryComparison> = {}): Promise<void> {
    const { messages } = world.queues.reconcile;
    const requestedAt = world.now().toISOString();
    messages.push({ kind: "repository", ...about, requestedAt, ...more });
    for (let next = messages.shift(); next?.kind === "repository"; next = messages.shift()) {
      seen.runs += 1;
      let looks = 0;
      const run = { owner: `job-${seen.runs}`, mustStop: () => (looks += 1) === pages };
      try {
        await compareRepository(world.dependencies, next, run);
      } catch {
        messages.push(next);
      }
    }
  }

  /** Digests of which the analysis was asked for: as unknown, and to look whether they are gone. */
  function asked() {
    const { messages, delayed } = world.queues.requests;
    const digestOf = (one: object) => ("digest" in one ? String(one.digest) : "");
    return { pushed: messages.map(digestOf), gone: delayed.map((one) => digestOf(one.message)) };
  }

  return { world, seen, compare, asked };
}

const UNKNOWN = DIGESTS.filter((_, number) => number % 100 === 0).sort();
const GONE = DIGESTS.filter((_, number) => number % 1000 === 1).sort();

describe("100,000 images in one repository", () => {
  test("are compared in several runs, each image once, a page of what is stored at a time", async () => {
    const { world, seen, compare, asked } = await setUp(200);
    await compare();
    // 99,000 stored images are 396 pages. Of the listed, only the unknown are looked up: to be
    // sure that they are, and for their requests.
    expect(seen).toMatchObject({ runs: 2, pages: 396, largestPage: 250, lookedUp: 2000 });
    expect(seen.mostAtATime).toBeLessThanOrEqual(16);
    expect(asked().pushed.sort()).toEqual(UNKNOWN);
    expect(asked().gone.sort()).toEqual(GONE);
    expect(await world.missed()).toBe(1000);
  });

  test("are gone on with where the last run ended, when one is killed", async () => {
    // The second run dies at its fiftieth page.
    const { world, seen, compare, asked } = await setUp(200, 250);
    await compare();
    expect(seen).toMatchObject({ runs: 3, pages: 396 + 50, largestPage: 250 });
    expect(asked().pushed.sort()).toEqual(UNKNOWN);
    expect([...new Set(asked().gone)].sort()).toEqual(GONE);
    expect(await world.missed()).toBe(1000);
  });

  test("that were all pushed lately are looked up in several runs, too", async () => {
    const { world, seen, compare, asked } = await setUp(200);
    await compare({ since: "2026-11-21T10:00:00Z" });
    // 99,900 listed images are 400 slices; nothing else is read of what is stored.
    expect(seen).toMatchObject({ runs: 2, pages: 0, lookedUp: 99_900 + 2000 });
    expect(seen.mostAtATime).toBeLessThanOrEqual(16);
    expect(asked().pushed.sort()).toEqual(UNKNOWN);
    expect(await world.missed()).toBe(1000);
  });
});
