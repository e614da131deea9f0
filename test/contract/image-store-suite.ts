import { beforeAll, describe, expect, test } from "@jest/globals";
import type { ImageStore, Lease, StoredImage } from "../../core/images/image-store.ts";
import { atOnce } from "../fixtures/foreign-aws.ts";

const REPOSITORY = { organizationId: "demo", registry: "registry.example", repository: "team/web" };
const NOW = new Date("2026-11-21T12:00:00.000Z");

/** What every implementation of the image store has to do. */
export function describeImageStore(name: string, open: () => Promise<ImageStore>): void {
  let store: ImageStore;
  let number = 0;
  beforeAll(async () => {
    store = await open();
  });

  /** A digest that no other test has. */
  function fresh(repository = REPOSITORY) {
    const digest = `sha256:${(number++).toString(16).padStart(64, "0")}`;
    return { ...repository, digest, integrationId: "1" };
  }

  function lease(owner: string, from = NOW): Lease {
    return { owner, now: from, expiresAt: new Date(from.getTime() + 120_000) };
  }

  async function acquired(image: ReturnType<typeof fresh>, owner = "me"): Promise<StoredImage> {
    const result = await store.acquireLease(image, lease(owner));
    if (result.kind === "busy") throw new Error("the lease is taken");
    return result.image;
  }

  describe(name, () => {
    test("knows nothing of a digest that was never written", async () => {
      expect(await store.get(fresh())).toBeUndefined();
    });

    test("marks a new digest queued, once", async () => {
      const image = fresh();
      expect(await store.markQueued({ ...image, kind: "index" }, undefined)).toBe(true);
      expect(await store.get(image)).toEqual({
        ...image,
        kind: "index",
        state: "queued",
        tags: [],
        indexDigests: [],
        version: 1,
      });
      expect(await store.markQueued(image, undefined)).toBe(false);
    });

    test("does not mark what was written since it was read", async () => {
      const image = fresh();
      const { version } = await acquired(image);
      await store.update(image, "me", { state: "failed" }, { release: true });
      expect(await store.markQueued(image, version)).toBe(false);
      expect(await store.get(image)).toMatchObject({ state: "failed" });
      const seen = (await store.get(image))?.version;
      expect(await store.markQueued(image, seen)).toBe(true);
      expect(await store.get(image)).toMatchObject({ state: "queued" });
    });

    test("gives an image to one owner until the lease ends", async () => {
      const image = fresh();
      expect(await acquired(image)).toMatchObject({ ...image, state: "queued", tags: [] });
      const soon = new Date(NOW.getTime() + 60_000);
      expect(await store.acquireLease(image, lease("you", soon))).toEqual({
        kind: "busy",
        expiresAt: new Date(NOW.getTime() + 120_000),
      });
      const later = new Date(NOW.getTime() + 120_001);
      expect(await store.acquireLease(image, lease("you", later))).toMatchObject({
        kind: "acquired",
      });
      expect(await store.update(image, "me", { state: "failed" }, { release: true })).toBe(false);
      expect(await store.renewLease(image, "me", later)).toBe(false);
      await store.discard(image, "me");
      expect(await store.get(image)).toMatchObject({ state: "queued" });
    });

    test("lets one of many win a lease", async () => {
      const image = fresh();
      const owners = Array.from({ length: 20 }, (_, owner) => `owner ${owner}`);
      const results = await atOnce(
        owners.map((owner) => () => store.acquireLease(image, lease(owner))),
      );
      expect(results.filter(({ kind }) => kind === "acquired")).toHaveLength(1);
    });

    test("renews a lease", async () => {
      const image = fresh();
      await acquired(image);
      const expiresAt = new Date(NOW.getTime() + 500_000);
      expect(await store.renewLease(image, "me", expiresAt)).toBe(true);
      const later = new Date(NOW.getTime() + 400_000);
      expect(await store.acquireLease(image, lease("you", later))).toEqual({
        kind: "busy",
        expiresAt,
      });
    });

    test("writes what changed, leaves the rest, and removes what is null", async () => {
      const image = fresh();
      await acquired(image);
      const result = {
        kind: "image",
        state: "analyzed",
        stateReason: "a reason",
        tags: ["latest"],
        indexDigests: ["sha256:1"],
        children: ["sha256:2"],
        platform: "linux/amd64",
        pushedAt: "2026-11-21T11:00:00.000Z",
        analyzedAt: "2026-11-21T12:00:00.000Z",
        checkedAt: "2026-11-21T12:00:00.000Z",
        analyzerVersion: "1",
        size: 5_000_000_000,
        distribution: "Debian GNU/Linux 12 (bookworm)",
        packageCount: 20_000,
        assessed: [
          { ecosystem: "npm", coverage: "full", asOf: "2026-11-20", packageCount: 7 },
          { ecosystem: "PyPI", coverage: "not-assessed", packageCount: 2, reason: "No source." },
        ],
        vulnerabilities: { critical: 1, high: 2, medium: 3, low: 4, unspecified: 5 },
        inventoryKey: "demo/inventories/1.json",
        findingsKey: "demo/findings/1.json",
        analyses: [
          {
            cause: "push",
            requestedAt: "2026-11-21T11:59:00.000Z",
            startedAt: "2026-11-21T11:59:30.000Z",
            finishedAt: "2026-11-21T12:00:00.000Z",
            outcome: "unsupported",
            reason: "It is in the archive.",
            analyzerVersion: "1",
          },
          {
            cause: "retry",
            requestedAt: "2026-11-21T12:00:00.000Z",
            startedAt: "2026-11-21T12:00:00.000Z",
            outcome: "analyzed",
            analyzerVersion: "1",
            packageCount: 20_000,
            vulnerabilities: { critical: 1, high: 2, medium: 3, low: 4, unspecified: 5 },
          },
        ],
      } as const;
      expect(await store.update(image, "me", result, { release: false })).toBe(true);
      expect(await store.get(image)).toEqual({ ...image, ...result, version: 2 });
      const change = { stateReason: null, tags: [] };
      expect(await store.update(image, "me", change, { release: true })).toBe(true);
      const { stateReason, ...rest } = result;
      expect(await store.get(image)).toEqual({ ...image, ...rest, tags: [], version: 3 });
      expect(await store.update(image, "me", { tags: ["1"] }, { release: true })).toBe(false);
    });

    test("keeps what it knows when a lease is taken again", async () => {
      const image = fresh();
      await acquired(image);
      const tags = ["latest"];
      await store.update(image, "me", { state: "analyzed", tags }, { release: true });
      expect(await acquired(image, "you")).toMatchObject({ state: "analyzed", tags, version: 3 });
    });

    test("forgets a discarded record", async () => {
      const image = fresh();
      await acquired(image);
      await store.discard(image, "me");
      expect(await store.get(image)).toBeUndefined();
    });

    test("replaces the findings of an analysed image, and of no other", async () => {
      const image = fresh();
      const findings = {
        findingsKey: "demo/findings/2.json",
        assessed: [],
        vulnerabilities: { critical: 0, high: 0, medium: 0, low: 0, unspecified: 1 },
      };
      expect(await store.saveFindings(image, findings)).toBe(false);
      expect(await store.get(image)).toBeUndefined();
      await acquired(image);
      expect(await store.saveFindings(image, findings)).toBe(false);
      const analyzed = { state: "analyzed", tags: ["1"] } as const;
      await store.update(image, "me", analyzed, { release: true });
      expect(await store.saveFindings(image, findings)).toBe(true);
      expect(await store.get(image)).toMatchObject({ ...analyzed, ...findings });
    });

    test("lists the images of a repository by pages, and of no other repository", async () => {
      const repository = { ...REPOSITORY, repository: "listed" };
      const images = [fresh(repository), fresh(repository), fresh(repository)];
      for (const image of images) await store.markQueued(image, undefined);
      await store.markQueued(fresh({ ...REPOSITORY, repository: "listed/too" }), undefined);
      const first = await store.list(repository, { limit: 2 });
      expect(first.items.map(({ digest }) => digest)).toEqual(
        images.slice(0, 2).map(({ digest }) => digest),
      );
      const cursor = first.nextCursor ?? "";
      const second = await store.list(repository, { limit: 2, cursor });
      expect(second.items.map(({ digest }) => digest)).toEqual([images[2]?.digest]);
      expect(second.nextCursor).toBeNull();
    });
  });
}
