import { expect, test } from "@jest/globals";
import type { FindingReport } from "../../../core/contract/findings.ts";
import type { Inventory } from "../../../core/contract/inventory.ts";
import type { ReadModelChange } from "../../../core/contract/read-model-change.ts";
import { rematchImage } from "../../../core/findings/rematch.ts";
import { findingsKeyOf, inventoryKeyOf } from "../../../core/images/blob-keys.ts";
import type { FindingsPatch, StoredImage } from "../../../core/images/image-store.ts";
import type { ImageKey } from "../../../core/images/port.ts";
import { createMemoryBlobStore, createMemoryQueue } from "../../fixtures/memory-ports.ts";

const KEY: ImageKey = {
  organizationId: "demo",
  registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
  repository: "app",
  digest: `sha256:${"a".repeat(64)}`,
};
const INVENTORY: Inventory = {
  schemaVersion: 1,
  analyzerVersion: "1",
  size: 0,
  layers: [],
  packages: [],
  warnings: [],
};
const COUNTS = { critical: 1, high: 0, medium: 0, low: 0, unspecified: 0 };
const REPORT: FindingReport = {
  schemaVersion: 1,
  matchedAt: "2026-01-01T00:00:00.000Z",
  assessed: [],
  counts: COUNTS,
  findings: [],
};
const ANALYZED: StoredImage = {
  ...KEY,
  integrationId: "i",
  state: "analyzed",
  tags: [],
  indexDigests: [],
  version: 1,
  inventoryKey: inventoryKeyOf(KEY),
};

/** @param saved What saving the findings answers. */
function setUp(image: StoredImage | undefined, inventory: string | undefined, saved = true) {
  const blobs = createMemoryBlobStore();
  if (inventory !== undefined) blobs.blobs.set(inventoryKeyOf(KEY), Buffer.from(inventory));
  const readModel = createMemoryQueue<ReadModelChange>();
  const patches: FindingsPatch[] = [];
  const matched: Inventory[] = [];
  const dependencies = {
    blobs,
    readModel,
    images: {
      get: () => Promise.resolve(image),
      saveFindings(_key: ImageKey, patch: FindingsPatch) {
        patches.push(patch);
        return Promise.resolve(saved);
      },
    },
    match(given: Inventory) {
      matched.push(given);
      return Promise.resolve(REPORT);
    },
  };
  return { dependencies, blobs, readModel, patches, matched };
}

test("rematchImage stores the new findings, then tells the read model", async () => {
  const world = setUp(ANALYZED, JSON.stringify(INVENTORY));
  expect(await rematchImage(world.dependencies, KEY)).toEqual({ kind: "matched", report: REPORT });
  expect(world.matched).toEqual([INVENTORY]);
  expect(JSON.parse(String(world.blobs.blobs.get(findingsKeyOf(KEY))))).toEqual(REPORT);
  expect(world.patches).toEqual([
    { findingsKey: findingsKeyOf(KEY), assessed: [], vulnerabilities: COUNTS },
  ]);
  expect(world.readModel.messages).toEqual([{ kind: "image", ...KEY }]);
});

test.each([
  ["unknown", undefined, JSON.stringify(INVENTORY), true],
  ["not analysed", { ...ANALYZED, state: "failed" as const }, JSON.stringify(INVENTORY), true],
  ["without its inventory", ANALYZED, undefined, true],
  ["deleted meanwhile", ANALYZED, JSON.stringify(INVENTORY), false],
])(
  "an image that is %s is skipped without a word to the read model",
  async (_name, image, inventory, saved) => {
    const world = setUp(image, inventory, saved);
    expect(await rematchImage(world.dependencies, KEY)).toEqual({ kind: "skipped" });
    expect(world.readModel.messages).toEqual([]);
  },
);

test.each(["{", '{"schemaVersion":2}'])(
  "an inventory %s that can't be read is said so",
  async (inventory) => {
    const world = setUp(ANALYZED, inventory);
    await expect(rematchImage(world.dependencies, KEY)).rejects.toMatchObject({
      code: "malformed-blob",
    });
  },
);
