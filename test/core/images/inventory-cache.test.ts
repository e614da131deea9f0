import { expect, test } from "@jest/globals";
import { buildInventory, type InventoryOptions } from "../../../core/images/inventory.ts";
import type { LayerCache, LayerCacheKey } from "../../../core/images/layer-cache.ts";
import type { InventoryProgress } from "../../../core/images/layer-jobs.ts";
import { decodeLayerResult, encodeLayerResult } from "../../../core/oci/layer-result.ts";
import { buildImage } from "../../fixtures/image-builder.ts";
import { testDetectors, testEcosystems } from "../../fixtures/image-builder-ecosystems.ts";
import { memorySource } from "../../fixtures/image-builder-source.ts";
import { file, opaque } from "../../fixtures/image-builder-tar.ts";

const IMAGE = buildImage({
  layers: [
    [file("a/x.pkg", "x 1"), file("b.pkg", "b 1")],
    [opaque("a"), file("c.pkg", "c 1")],
  ],
});

/** Keeps results as bytes, as a real cache does. */
function memoryCache(): LayerCache & { readonly stored: Map<string, Buffer> } {
  const stored = new Map<string, Buffer>();
  const name = ({ digest, mediaType, analyzerVersion }: LayerCacheKey): string =>
    [digest, mediaType, analyzerVersion].join(" ");
  return {
    stored,
    get: (key) => {
      const bytes = stored.get(name(key));
      return Promise.resolve(bytes && decodeLayerResult(bytes));
    },
    put: (key, result) => Promise.resolve(void stored.set(name(key), encodeLayerResult(result))),
  };
}

function options(cache: LayerCache, analyzerVersion = "1"): InventoryOptions {
  return { ecosystems: testEcosystems, detectors: testDetectors, analyzerVersion, cache };
}

test("layers that are cached are not read, and tell the same", async () => {
  const cache = memoryCache();
  const reads: string[] = [];
  const source = memorySource(IMAGE, { onRead: (digest) => reads.push(digest) });
  const first = await buildInventory(source, IMAGE.manifest, options(cache));
  expect([reads.length, cache.stored.size]).toEqual([3, 2]);
  expect(first.packages.map(({ name }) => name)).toEqual(["b", "c"]);

  const told: InventoryProgress[] = [];
  const onProgress = (progress: InventoryProgress): void => void told.push(progress);
  const second = await buildInventory(source, IMAGE.manifest, { ...options(cache), onProgress });
  expect(reads.length).toBe(4);
  const bytes = IMAGE.layers.reduce((sum, { size }) => sum + size, 0);
  expect(told.at(-1)).toMatchObject({ cached: 2, bytes, cachedBytes: bytes });
  expect(second).toEqual(first);

  await buildInventory(source, IMAGE.manifest, options(cache, "2"));
  expect([reads.length, cache.stored.size]).toEqual([7, 4]);
});

test("a layer is cached only when its whole blob was verified", async () => {
  const cache = memoryCache();
  const [layer] = IMAGE.layers;
  const blob = IMAGE.blobs.get(layer?.digest ?? "") ?? Buffer.alloc(0);
  const replaced = new Map([
    [layer?.digest ?? "", Buffer.concat([blob.subarray(0, -1), Buffer.from("x")])],
  ]);
  const source = memorySource(IMAGE, { replaced });
  await expect(
    buildInventory(source, IMAGE.manifest, { ...options(cache), concurrency: 1 }),
  ).rejects.toMatchObject({ code: "digest-mismatch" });
  expect([...cache.stored.keys()].some((key) => key.startsWith(layer?.digest ?? ""))).toBe(false);
});

test("a cache that fails costs time and nothing else", async () => {
  const fail = (): never => {
    throw new Error("the cache is away");
  };
  const broken: LayerCache = { get: () => Promise.reject(new Error("away")), put: fail };
  const source = memorySource(IMAGE);
  const inventory = await buildInventory(source, IMAGE.manifest, options(broken));
  expect(inventory.warnings).toEqual([]);
  expect(inventory.packages).toHaveLength(2);
});

test.each(["", "{", "null", "[]", '{"format":0}'])("%j is no cached result", (text) => {
  expect(() => decodeLayerResult(Buffer.from(text))).toThrow(
    expect.objectContaining({ code: "malformed-layer-result" }),
  );
});
