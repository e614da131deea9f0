import { expect, test } from "@jest/globals";
import { createBlobLayerCache } from "../../../core/images/blob-layer-cache.ts";
import type { LayerResult } from "../../../core/oci/layer-result.ts";
import { digestOf } from "../../fixtures/fake-registry.ts";
import { createMemoryBlobStore } from "../../fixtures/memory-ports.ts";

const RESULT: LayerResult = {
  format: 1,
  unpackedBytes: 10,
  entries: 1,
  files: [],
  links: [],
  hiding: "",
  folders: "",
  opaque: "",
  warnings: [],
};
const KEY = {
  digest: digestOf("layer"),
  mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
  analyzerVersion: "7",
};

test("a layer's result is found again by everything that it depends on", async () => {
  const blobs = createMemoryBlobStore();
  const cache = createBlobLayerCache(blobs, "demo");
  await cache.put(KEY, RESULT);
  expect(await cache.get(KEY)).toEqual(RESULT);
  expect([...blobs.blobs.keys()]).toEqual([
    `demo/layers/7/${KEY.digest.replace(":", "-")}/application=2Fvnd.oci.image.layer.v1.tar=2Bgzip.json`,
  ]);
});

test.each([
  ["another digest", { ...KEY, digest: digestOf("other") }, "demo"],
  ["another media type", { ...KEY, mediaType: "application/vnd.oci.image.layer.v1.tar" }, "demo"],
  ["another analyzer", { ...KEY, analyzerVersion: "8" }, "demo"],
  ["another organization", KEY, "other"],
])("and not by %s", async (_, key, organizationId) => {
  const blobs = createMemoryBlobStore();
  await createBlobLayerCache(blobs, "demo").put(KEY, RESULT);
  expect(await createBlobLayerCache(blobs, organizationId).get(key)).toBeUndefined();
});
