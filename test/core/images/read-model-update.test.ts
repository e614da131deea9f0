import { beforeEach, describe, expect, test } from "@jest/globals";
import type { FindingReport } from "../../../core/contract/findings.ts";
import type { Inventory } from "../../../core/contract/inventory.ts";
import type { ReadModelChange } from "../../../core/contract/read-model-change.ts";
import { imageIdOf } from "../../../core/images/image-id.ts";
import type { ImageRecord } from "../../../core/images/port.ts";
import type { ImageEntry } from "../../../core/images/read-model-draft.ts";
import {
  updateReadModel,
  type UpdateDependencies,
} from "../../../core/images/read-model-update.ts";
import { createMemoryImageStore } from "../../fixtures/memory-image-store.ts";
import {
  createMemoryBlobStore,
  createMemoryQueue,
  createMemoryRepositoryStore,
} from "../../fixtures/memory-ports.ts";

const REPOSITORY = { organizationId: "demo", registry: "registry.example", repository: "team/app" };

const inventory: Inventory = {
  schemaVersion: 1,
  analyzerVersion: "1",
  size: 1,
  layers: [],
  packages: [],
  warnings: [],
};
const findings: FindingReport = {
  schemaVersion: 1,
  matchedAt: "2026-05-01T12:00:00Z",
  assessed: [],
  counts: { critical: 0, high: 0, medium: 0, low: 0, unspecified: 0 },
  findings: [],
};

let images: ReturnType<typeof createMemoryImageStore>;
let blobs: ReturnType<typeof createMemoryBlobStore>;
let queue: ReturnType<typeof createMemoryQueue<ReadModelChange>>;
let repositories: ReturnType<typeof createMemoryRepositoryStore>;
let isNew: boolean;
let entries: Map<string, ImageEntry>;
/** Repositories of the draft with a record → whether they are chosen. */
let recorded: Map<string, boolean>;
let stopAfter: number;
let puts: number;

beforeEach(() => {
  images = createMemoryImageStore();
  blobs = createMemoryBlobStore();
  queue = createMemoryQueue<ReadModelChange>();
  repositories = createMemoryRepositoryStore();
  isNew = false;
  entries = new Map();
  recorded = new Map();
  stopAfter = Number.POSITIVE_INFINITY;
  puts = 0;
});

function digestOf(name: string): string {
  return `sha256:${Buffer.from(name).toString("hex").padEnd(64, "0")}`;
}

function changeOf(name: string): ReadModelChange {
  return { kind: "image", ...REPOSITORY, digest: digestOf(name) };
}

function store(name: string, more: Partial<ImageRecord> = {}): void {
  const key = { ...REPOSITORY, digest: digestOf(name) };
  const record = {
    ...key,
    integrationId: "i",
    kind: "image" as const,
    state: "analyzed" as const,
    tags: [],
    indexDigests: [],
    ...more,
  };
  images.rows.set(`demo registry.example/team/app@${key.digest}`, {
    image: { ...record, version: 1 },
  });
}

function run(changes: readonly ReadModelChange[], more: Partial<UpdateDependencies> = {}) {
  const dependencies: UpdateDependencies = {
    images,
    repositories,
    blobs,
    changes: queue,
    now: () => new Date("2026-05-01T12:00:00Z"),
    mustStop: () => puts >= stopAfter,
    editor: {
      edit: (_organization, _asOf, edit) =>
        edit({
          isNew,
          putImage(entry) {
            puts += 1;
            entries.set(entry.image.imageId, entry);
          },
          removeImage(imageId) {
            entries.delete(imageId);
          },
          putRepository(entry) {
            recorded.set(entry.repository, entry.activated);
          },
          removeRepository(_registry, repository) {
            recorded.delete(repository);
          },
          hasRecord: (_registry, repository) => recorded.has(repository),
          repositoriesOf: () => [...recorded.keys()],
          digestsOf: () => [...entries.values()].map((entry) => entry.image.digest),
        }),
    },
    ...more,
  };
  return updateReadModel(dependencies, "demo", changes);
}

function entryOf(name: string): ImageEntry | undefined {
  return entries.get(imageIdOf({ ...REPOSITORY, digest: digestOf(name) }));
}

describe("an image", () => {
  test("is listed with its results", async () => {
    blobs.blobs.set("inventory", Buffer.from(JSON.stringify(inventory)));
    blobs.blobs.set("findings", Buffer.from(JSON.stringify(findings)));
    store("a", {
      inventoryKey: "inventory",
      findingsKey: "findings",
      platform: "linux/amd64",
      tags: ["v2", "v1"],
      packageCount: 3,
    });
    expect(await run([changeOf("a")])).toEqual([]);
    expect(entryOf("a")).toMatchObject({
      image: { state: "analyzed", tags: ["v1", "v2"], packageCount: 3, indexDigest: null },
      inventory,
      findings,
    });
  });

  test("that was not read whole says so", async () => {
    const warnings = [{ code: "file-too-large", message: "The file is too large." }];
    blobs.blobs.set("inventory", Buffer.from(JSON.stringify({ ...inventory, warnings })));
    store("a", { inventoryKey: "inventory" });
    await run([changeOf("a")]);
    expect(entryOf("a")?.image.stateReason).toContain("The file is too large.");
  });

  test.each<[string, Partial<ImageRecord>, boolean]>([
    ["queued, of a kind not known yet", { state: "queued" }, true],
    ["failed", { kind: "image", state: "failed", stateReason: "No access." }, true],
    ["deleted", { kind: "image", state: "deleted" }, false],
    ["an index", { kind: "index" }, false],
    ["an attestation", { kind: "attestation", state: "unsupported" }, false],
    ["a chart", { kind: "chart" }, false],
  ])("that is %s", async (_, more, listed) => {
    store("a", more);
    await run([changeOf("a")]);
    expect(entryOf("a") !== undefined).toBe(listed);
  });

  test("that was deleted, or is unknown, leaves", async () => {
    store("a");
    store("b");
    await run([changeOf("a"), changeOf("b")]);
    store("a", { state: "deleted" });
    images.rows.delete(`demo registry.example/team/app@${digestOf("b")}`);
    await run([changeOf("a"), changeOf("b")]);
    expect(entries.size).toBe(0);
  });

  test("is read once, however often its change is repeated", async () => {
    store("a");
    await run([changeOf("a"), changeOf("a"), changeOf("a")]);
    expect(puts).toBe(1);
  });
});

describe("an image of an index", () => {
  beforeEach(() => {
    const indexDigests = [digestOf("gone"), digestOf("old"), digestOf("new")];
    store("a", { tags: ["own"], indexDigests });
    store("gone", { kind: "index", state: "deleted", tags: ["no"], children: [digestOf("a")] });
    store("old", { kind: "index", tags: ["v1"], children: [digestOf("a"), digestOf("b")] });
    store("new", { kind: "index", tags: ["latest"], children: [digestOf("a")] });
  });

  test("has the tags of the indexes that lead to it now, and the latest of them", async () => {
    await run([changeOf("a")]);
    expect(entryOf("a")?.image).toMatchObject({
      tags: ["latest", "own", "v1"],
      indexDigest: digestOf("new"),
    });
  });

  test("changes with its index, in one run", async () => {
    store("b", { indexDigests: [digestOf("old")] });
    await run([changeOf("old")]);
    expect(entryOf("a")?.image.tags).toContain("v1");
    expect(entryOf("b")?.image.tags).toEqual(["v1"]);
    store("old", {
      kind: "index",
      state: "deleted",
      tags: [],
      children: [digestOf("a"), digestOf("b")],
    });
    await run([changeOf("old")]);
    expect(entryOf("a")?.image.tags).toEqual(["latest", "own"]);
    expect(entryOf("b")?.image).toMatchObject({ tags: [], indexDigest: null });
  });

  test("that the index no longer names has none of its tags", async () => {
    store("new", { kind: "index", tags: ["latest"], children: [digestOf("other")] });
    await run([changeOf("a")]);
    expect(entryOf("a")?.image).toMatchObject({
      tags: ["own", "v1"],
      indexDigest: digestOf("old"),
    });
  });
});

describe("a repository", () => {
  const change: ReadModelChange = { kind: "repository", ...REPOSITORY };

  test("is read whole: new images come, lost ones leave", async () => {
    store("lost");
    await run([changeOf("lost")]);
    images.rows.clear();
    for (const name of ["a", "b", "c"]) store(name);
    await run([change]);
    expect([...entries.values()].map((entry) => entry.image.digest).sort()).toEqual(
      ["a", "b", "c"].map(digestOf),
    );
  });

  test("of many images becomes messages, over all pages of its listing", async () => {
    for (let number = 0; number < 600; number += 1) store(`i${number}`);
    expect(await run([change])).toEqual([]);
    expect(queue.messages).toHaveLength(600);
    expect(new Set(queue.messages.map((message) => JSON.stringify(message))).size).toBe(600);
    expect(entries.size).toBe(0);
    await run(queue.messages);
    expect(entries.size).toBe(600);
  });
});

describe("a read model that begins from nothing", () => {
  test("asks for every repository, so that nothing known is missing for long", async () => {
    isNew = true;
    for (const repository of ["a", "b"]) {
      await repositories.ensure({
        ...REPOSITORY,
        repository,
        integrationId: "i",
        activated: false,
        firstSeenAt: "2026-05-01T12:00:00Z",
      });
    }
    store("a");
    await run([changeOf("a")]);
    expect(entryOf("a")).toBeDefined();
    expect(queue.messages).toEqual(
      ["a", "b"].map((repository) => ({ kind: "repository", ...REPOSITORY, repository })),
    );
  });

  test("asks for nothing later", async () => {
    store("a");
    await run([changeOf("a")]);
    expect(queue.messages).toEqual([]);
  });
});

describe("failures", () => {
  test("of one image leave the others", async () => {
    store("a");
    store("bad", { inventoryKey: "missing" });
    blobs.blobs.set("malformed", Buffer.from('{"schemaVersion":2}'));
    store("worse", { inventoryKey: "malformed" });
    const failed = await run([changeOf("a"), changeOf("bad"), changeOf("worse")]);
    expect(failed.map(({ change }) => change)).toEqual([changeOf("bad"), changeOf("worse")]);
    expect(String(failed[0]?.error)).toContain("missing is not in the blob store");
    expect(entryOf("a")).toBeDefined();
    expect(entries.size).toBe(1);
  });

  test("of an image of an index fail the index's change", async () => {
    store("index", { kind: "index", children: [digestOf("bad")] });
    store("bad", { inventoryKey: "missing", indexDigests: [digestOf("index")] });
    const failed = await run([changeOf("index")]);
    expect(failed.map(({ change }) => change)).toEqual([changeOf("index")]);
  });

  test("to finish in time report what is left", async () => {
    const names = Array.from({ length: 20 }, (_, number) => `i${number}`);
    for (const name of names) store(name);
    stopAfter = 5;
    const failed = await run(names.map(changeOf));
    expect(entries.size).toBe(8);
    expect(failed.map(({ change }) => change)).toEqual(names.slice(8).map(changeOf));
  });
});
