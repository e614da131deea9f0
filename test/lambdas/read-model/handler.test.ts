import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { createReadModelEditor } from "../../../adapters/sqlite/read-model-editor.ts";
import { createReadModels } from "../../../adapters/sqlite/read-models.ts";
import { ImagesQuery } from "../../../core/contract/api-images.ts";
import { createHandler } from "../../../lambdas/read-model/handler.ts";
import {
  createMemoryPublication,
  type MemoryPublication,
} from "../../adapters/sqlite/memory-publication.ts";
import { lambdaContext, sqsEvent } from "../../fixtures/lambda-events.ts";
import { createMemoryImageStore } from "../../fixtures/memory-image-store.ts";
import {
  createMemoryBlobStore,
  createMemoryLog,
  createMemoryQueue,
  createMemoryRepositoryStore,
} from "../../fixtures/memory-ports.ts";

const DIGEST = `sha256:${"1".repeat(64)}`;

let publication: MemoryPublication;
let images: ReturnType<typeof createMemoryImageStore>;
let handler: ReturnType<typeof createHandler>;
let list: (organizationId: string) => Promise<readonly string[]>;

beforeEach(async () => {
  publication = createMemoryPublication();
  images = createMemoryImageStore();
  const folder = await mkdtemp(join(tmpdir(), "read-model-"));
  const log = createMemoryLog();
  handler = createHandler({
    images,
    repositories: createMemoryRepositoryStore(),
    blobs: createMemoryBlobStore(),
    changes: createMemoryQueue(),
    editor: createReadModelEditor(publication, join(folder, "writer")),
    now: () => new Date("2026-05-01T12:00:00Z"),
    log,
  });
  const models = createReadModels({
    publication,
    folder: join(folder, "reader"),
    log,
    now: Date.now,
    recheckAfter: 0,
    patience: 10_000,
  });
  list = (organizationId) =>
    models.read(organizationId, (model) =>
      model.images(ImagesQuery.parse({})).items.map((image) => image.repository),
    );
});

async function store(organizationId: string, repository: string): Promise<string> {
  const key = { organizationId, registry: "registry.example", repository, digest: DIGEST };
  await images.markQueued({ ...key, integrationId: "i" }, undefined);
  return JSON.stringify({ kind: "image", ...key });
}

describe("a batch of changes", () => {
  test("is published once for each organization", async () => {
    const bodies = [
      await store("one", "a"),
      await store("two", "b"),
      await store("one", "c"),
      await store("one", "d"),
    ];
    expect(await handler(sqsEvent(bodies), lambdaContext())).toEqual({ batchItemFailures: [] });
    expect([...(await list("one"))].sort()).toEqual(["a", "c", "d"]);
    expect(await list("two")).toEqual(["b"]);
    expect(publication.counts.publications).toBe(2);
  });

  test("is applied by a function of any time-out", async () => {
    const bodies = [await store("one", "a")];
    expect(await handler(sqsEvent(bodies), lambdaContext(3000))).toEqual({ batchItemFailures: [] });
    expect(await list("one")).toEqual(["a"]);
  });

  test("with messages that are none keeps these for the dead-letter queue", async () => {
    const bodies = ["{", '{"kind":"image"}', await store("one", "a"), "null"];
    expect(await handler(sqsEvent(bodies), lambdaContext())).toEqual({
      batchItemFailures: [
        { itemIdentifier: "m0" },
        { itemIdentifier: "m1" },
        { itemIdentifier: "m3" },
      ],
    });
    expect(await list("one")).toEqual(["a"]);
  });

  test("whose publication fails for one organization returns that one's messages", async () => {
    const bodies = [await store("one", "a"), await store("two", "b"), await store("one", "c")];
    let first = true;
    publication.beforePointer = () => {
      const fails = first;
      first = false;
      return fails ? Promise.reject(new Error("killed")) : Promise.resolve();
    };
    expect(await handler(sqsEvent(bodies), lambdaContext())).toEqual({
      batchItemFailures: [{ itemIdentifier: "m0" }, { itemIdentifier: "m2" }],
    });
    expect([await list("one"), await list("two")]).toEqual([[], ["b"]]);
    const again = await handler(sqsEvent([bodies[0] ?? "", bodies[2] ?? ""]), lambdaContext());
    expect(again).toEqual({ batchItemFailures: [] });
    expect([...(await list("one"))].sort()).toEqual(["a", "c"]);
  });

  test("that came before publishes nothing", async () => {
    const bodies = [await store("one", "a")];
    await handler(sqsEvent(bodies), lambdaContext());
    await handler(sqsEvent(bodies), lambdaContext());
    expect(publication.counts.publications).toBe(1);
  });
});
