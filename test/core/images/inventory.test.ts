import { describe, expect, test } from "@jest/globals";
import { Inventory } from "../../../core/contract/inventory.ts";
import {
  buildInventory,
  folderInventory,
  type InventoryOptions,
} from "../../../core/images/inventory.ts";
import { DEFAULT_LIMITS } from "../../../core/oci/limits.ts";
import { buildImage, buildIndex, type BuiltImage } from "../../fixtures/image-builder.ts";
import { testDetectors, testEcosystems } from "../../fixtures/image-builder-ecosystems.ts";
import { memorySource } from "../../fixtures/image-builder-source.ts";
import { scanLayer } from "../../fixtures/image-builder-scan.ts";
import { file, whiteout } from "../../fixtures/image-builder-tar.ts";

const OPTIONS: InventoryOptions = {
  ecosystems: testEcosystems,
  detectors: testDetectors,
  analyzerVersion: "7",
};

function inventoryOf(
  image: BuiltImage,
  options: Partial<InventoryOptions> = {},
): Promise<Inventory> {
  return buildInventory(memorySource(image), image.manifest, { ...OPTIONS, ...options });
}

const IMAGE = buildImage({
  layers: [
    {
      entries: [
        file("usr/lib/os-release", "wrong"),
        file("etc/os-release", "debian"),
        file("db/status", "libc 1\nssl 1"),
        file("db/libc.list", "lib/owned.pkg"),
        file("lib/owned.pkg", "owned 1"),
        file("app/gone.pkg", "gone 1"),
      ],
      createdBy: "ADD rootfs",
    },
    {
      entries: [file("db/status", "libc 1\nssl 2\nnew 1"), whiteout("app/gone.pkg")],
      compression: "zstd",
    },
    {
      entries: [
        file("app/b.pkg", "left 1"),
        file("app/a.pkg", "left 1\nright 2"),
        file("bad.pkg", "!"),
      ],
      compression: "none",
    },
  ],
});

test("an image's inventory tells packages, layers, distribution and warnings", async () => {
  const inventory = await inventoryOf(IMAGE);
  expect(Inventory.parse(inventory)).toEqual(inventory);
  expect(inventory).toMatchObject({
    analyzerVersion: "7",
    digest: IMAGE.manifest.digest,
    platform: { os: "linux", architecture: "amd64" },
    distribution: { id: "debian" },
    config: { environmentNames: ["PATH"] },
    size: IMAGE.layers.reduce((sum, { size }) => sum + size, 0),
  });
  expect(inventory.packages.map(({ purl, locations }) => [purl, ...locations])).toEqual([
    ["pkg:os/libc@1", { path: "db/status", layer: 0 }],
    ["pkg:os/new@1", { path: "db/status", layer: 1 }],
    ["pkg:os/ssl@2", { path: "db/status", layer: 1 }],
    ["pkg:test/left@1", { path: "app/a.pkg", layer: 2 }, { path: "app/b.pkg", layer: 2 }],
    ["pkg:test/right@2", { path: "app/a.pkg", layer: 2 }],
  ]);
  expect(inventory.layers.map(({ createdBy, packageCount }) => [createdBy, packageCount])).toEqual([
    ["ADD rootfs", 1],
    ["layer 1", 2],
    ["layer 2", 2],
  ]);
  expect(inventory.warnings).toEqual([
    {
      code: "malformed-file",
      path: "bad.pkg",
      layer: 2,
      message: "bad.pkg could not be read (lines): it begins with an exclamation mark",
    },
  ]);
});

test("the same image gives the same inventory, however it is read", async () => {
  const inventory = await inventoryOf(IMAGE);
  const source = memorySource(IMAGE, { chunkBytes: 17 });
  expect(await buildInventory(source, IMAGE.manifest, { ...OPTIONS, concurrency: 1 })).toEqual(
    inventory,
  );
});

test("a layer that stands twice is read once, the longest first, and progress is told", async () => {
  const long = [
    file("long.pkg", "long 1"),
    file("x", Buffer.from(Array.from({ length: 5000 }, (_, i) => i % 251))),
  ];
  const short = [file("short.pkg", "short 1")];
  const image = buildImage({ layers: [short, long, short], compression: "none" });
  const reads: string[] = [];
  const progress: object[] = [];
  const source = memorySource(image, { onRead: (digest) => reads.push(digest) });
  const inventory = await buildInventory(source, image.manifest, {
    ...OPTIONS,
    concurrency: 1,
    onProgress: (told) => progress.push(told),
  });
  expect(reads.slice(1)).toEqual([image.layers[1]?.digest, image.layers[0]?.digest]);
  expect(inventory.packages.map(({ locations }) => locations[0]?.layer)).toEqual([1, 2]);
  const totalBytes = (image.layers[0]?.size ?? 0) + (image.layers[1]?.size ?? 0);
  expect(progress.at(-1)).toEqual({
    layer: 2,
    layers: 2,
    bytes: totalBytes,
    cachedBytes: 0,
    totalBytes,
    cached: 0,
  });
});

test("a package without a valid package URL is a warning", async () => {
  const ecosystems = testEcosystems.map((ecosystem) => ({
    ...ecosystem,
    toPurl: () => {
      throw new Error("it has no name");
    },
  }));
  const image = buildImage({ layers: [[file("a.pkg", "a 1")]] });
  const { packages, warnings } = await inventoryOf(image, { ecosystems });
  expect(packages).toEqual([]);
  expect(warnings).toEqual([
    expect.objectContaining({ code: "malformed-package", path: "a.pkg", layer: 0 }),
  ]);
});

test("a folder's inventory has packages and no layers", async () => {
  const result = await scanLayer([file("a.pkg", "a 1"), file("etc/os-release", "alpine")]);
  expect(folderInventory(result, OPTIONS)).toMatchObject({
    distribution: { id: "alpine" },
    layers: [],
    packages: [{ purl: "pkg:test/a@1", locations: [{ path: "a.pkg", layer: 0 }] }],
    warnings: [],
  });
});

describe("what is no image, or a broken one, is refused", () => {
  const layer = [file("a.pkg", "a 1")];
  const foreign = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";

  test.each<[string, string, BuiltImage, Partial<InventoryOptions>]>([
    ["an index", "not-an-image", buildIndex([buildImage({ layers: [layer] })]), {}],
    [
      "a foreign layer",
      "foreign-layer",
      buildImage({ layers: [{ entries: layer, mediaType: foreign }] }),
      {},
    ],
    [
      "too many layers",
      "too-many-layers",
      buildImage({ layers: [layer, layer] }),
      { limits: { ...DEFAULT_LIMITS, layers: 1 } },
    ],
    [
      "layers that are harmless each, and too much together",
      "too-much-content",
      buildImage({ layers: [[file("a.pkg", "a 1")], [file("b.pkg", "b 1")]] }),
      { heldBytes: 1000 },
    ],
    [
      "a config that is too large",
      "blob-too-large",
      buildImage({ layers: [layer] }),
      { limits: { ...DEFAULT_LIMITS, configBytes: 10 } },
    ],
    [
      "a corrupt layer among good ones",
      "corrupt-gzip",
      buildImage({ layers: [layer, { blob: Buffer.from([0x1f, 0x8b, 1, 2, 3, 4]) }, layer] }),
      {},
    ],
  ])("%s", async (_, code, image, options) => {
    await expect(inventoryOf(image, options)).rejects.toMatchObject({ code });
  });

  test("a config that is another blob", async () => {
    const image = buildImage({ layers: [layer] });
    const [digest = "", config = Buffer.alloc(0)] = [...image.blobs][0] ?? [];
    const replaced = new Map([[digest, Buffer.alloc(config.length, " ")]]);
    const inventory = buildInventory(memorySource(image, { replaced }), image.manifest, OPTIONS);
    await expect(inventory).rejects.toMatchObject({ code: "digest-mismatch" });
  });

  test("an analysis that was aborted before it began reads nothing", async () => {
    const reason = new Error("too late");
    let reads = 0;
    const source = memorySource(IMAGE, { onRead: () => reads++ });
    const signal = AbortSignal.abort(reason);
    await expect(buildInventory(source, IMAGE.manifest, { ...OPTIONS, signal })).rejects.toBe(
      reason,
    );
    expect(reads).toBe(0);
  });
});
