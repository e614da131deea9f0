import { describe, expect, test } from "@jest/globals";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { PermanentError } from "../../../core/errors.ts";
import type { ImageSource } from "../../../core/oci/image-source.ts";
import { scanLayerBlob } from "../../../core/oci/layer-blob.ts";
import { DEFAULT_LIMITS, type Limits } from "../../../core/oci/limits.ts";
import { buildImage, type LayerSpec } from "../../fixtures/image-builder.ts";
import { testDetectors } from "../../fixtures/image-builder-ecosystems.ts";
import { memorySource } from "../../fixtures/image-builder-source.ts";
import { scanLayer, told } from "../../fixtures/image-builder-scan.ts";
import { file, tarEntry, tarLayer } from "../../fixtures/image-builder-tar.ts";

const ENTRIES = [file("big", Buffer.alloc(300_000, "abcdefg\n")), file("a.pkg", "a 1")];
const TAR = tarLayer(ENTRIES);
const GZIP_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";
const ZSTD_TYPE = "application/vnd.oci.image.layer.v1.tar+zstd";
const PLAIN_TYPE = "application/vnd.oci.image.layer.v1.tar";

test.each<[string, LayerSpec]>([
  ["gzip", { entries: ENTRIES, compression: "gzip" }],
  ["zstd", { entries: ENTRIES, compression: "zstd" }],
  ["plain", { entries: ENTRIES, compression: "none" }],
  ["gzip that is called plain", { blob: gzipSync(TAR), mediaType: PLAIN_TYPE }],
  ["gzip that is called zstd", { blob: gzipSync(TAR), mediaType: ZSTD_TYPE }],
  ["zstd that is called gzip", { blob: zstdCompressSync(TAR), mediaType: GZIP_TYPE }],
  ["plain that is called gzip", { blob: TAR, mediaType: GZIP_TYPE }],
  [
    "gzip in members, as eStargz",
    { blob: Buffer.concat(ENTRIES.map((entry) => gzipSync(Buffer.concat(tarEntry(entry))))) },
  ],
  [
    "zstd in frames, as zstd:chunked",
    {
      blob: Buffer.concat(ENTRIES.map((entry) => zstdCompressSync(Buffer.concat(tarEntry(entry))))),
    },
  ],
])("reads a layer of %s", async (_, layer) => {
  for (const chunkBytes of [1 << 20, 4096, 13]) {
    expect(told(await scanLayer(layer, { chunkBytes })).files).toEqual(["a.pkg: a@1"]);
  }
});

test("an empty blob is an empty layer", async () => {
  expect(await scanLayer({ blob: Buffer.alloc(0) })).toMatchObject({ files: [], entries: 0 });
});

describe("a layer is refused", () => {
  test.each<[string, string, LayerSpec]>([
    ["that is corrupt gzip", "corrupt-gzip", { blob: gzipSync(TAR).fill(0x55, 100, 200) }],
    ["that is gzip cut short", "corrupt-gzip", { blob: gzipSync(TAR).subarray(0, 500) }],
    ["that is corrupt zstd", "corrupt-zstd", { blob: zstdCompressSync(TAR).fill(0x55, 20, 60) }],
    ["that is a corrupt tar", "corrupt-tar", { tar: Buffer.alloc(2048, "no tar") }],
    ["that is a tar cut short", "truncated-tar", { tar: TAR.subarray(0, 5000) }],
    [
      "that is called gzip and is text",
      "corrupt-gzip",
      { blob: Buffer.from("hello"), mediaType: GZIP_TYPE },
    ],
    [
      "that is called zstd and is text",
      "corrupt-zstd",
      { blob: Buffer.alloc(999, "hello"), mediaType: ZSTD_TYPE },
    ],
    [
      "that is called tar and is text",
      "corrupt-tar",
      { blob: Buffer.alloc(999, "hello"), mediaType: PLAIN_TYPE },
    ],
  ])("%s", async (_, code, layer) => {
    for (const chunkBytes of [1 << 20, 100]) {
      await expect(scanLayer(layer, { chunkBytes })).rejects.toMatchObject({ code });
    }
  });

  test("with more entries than the limit", async () => {
    await expect(scanLayer(ENTRIES, { limits: { entries: 1 } })).rejects.toMatchObject({
      code: "too-many-entries",
    });
  });

  test.each<[string, LayerSpec, object]>([
    ["that unpacks to too much", { entries: ENTRIES }, { layerBytes: 200_000 }],
    [
      "that unpacks to too many times its size",
      { entries: ENTRIES },
      { ratioFreeBytes: 1000, maxRatio: 20 },
    ],
    ["of zstd that is a bomb", { entries: ENTRIES, compression: "zstd" }, { layerBytes: 200_000 }],
  ])("%s", async (_, layer, limits) => {
    await expect(scanLayer(layer, { limits })).rejects.toMatchObject({ code: "bomb" });
  });
});

describe("what is served instead of a blob is refused", () => {
  const image = buildImage({ layers: [ENTRIES] });
  const [layer = { mediaType: "", digest: "", size: 0 }] = image.layers;
  const blob = image.blobs.get(layer.digest) ?? Buffer.alloc(0);
  const scan = (source: ImageSource, descriptor = layer): Promise<object> =>
    scanLayerBlob(source, descriptor, { detectors: testDetectors, limits: DEFAULT_LIMITS });

  test.each<[string, string, Buffer]>([
    [
      "another layer of the same size",
      "digest-mismatch",
      Buffer.concat([gzipSync(tarLayer([])), blob]).subarray(0, blob.length),
    ],
    [
      "a damaged blob, whatever else is wrong with it",
      "digest-mismatch",
      Buffer.from(blob).fill(0x55, 100, 300),
    ],
    ["something that is no gzip", "digest-mismatch", Buffer.alloc(blob.length, "x")],
    ["less", "truncated", blob.subarray(0, -1)],
    ["nothing", "truncated", Buffer.alloc(0)],
    ["more", "size-mismatch", Buffer.concat([blob, Buffer.from("x")])],
  ])("%s", async (_, code, served) => {
    const replaced = new Map([[layer.digest, served]]);
    await expect(scan(memorySource(image, { replaced, chunkBytes: 100 }))).rejects.toMatchObject({
      code,
    });
  });

  test("a blob under a digest that can't be verified", async () => {
    const replaced = new Map([["md5:00", blob]]);
    await expect(
      scan(memorySource(image, { replaced }), { ...layer, digest: "md5:00" }),
    ).rejects.toMatchObject({ code: "unsupported-digest" });
  });

  test("a failure of the source comes out as it is", async () => {
    const failure = new PermanentError("access-denied", "no");
    const source: ImageSource = {
      ...memorySource(image),
      readBlob: () => Promise.resolve(failing()),
    };
    async function* failing(): AsyncGenerator<Uint8Array> {
      await Promise.resolve();
      yield blob.subarray(0, 100);
      throw failure;
    }
    await expect(scan(source)).rejects.toBe(failure);
  });
});

describe("reading stops and frees the source", () => {
  const image = buildImage({ layers: [ENTRIES], compression: "none" });
  const [layer = { mediaType: "", digest: "", size: 0 }] = image.layers;
  const blob = image.blobs.get(layer.digest) ?? Buffer.alloc(0);

  /** Scans in pieces of 1,000 bytes and tells how many were read, and how many readers are left. */
  async function scanCounting(
    limits: Partial<Limits>,
    controller: AbortController,
    onPiece: (pieces: number) => void,
  ): Promise<{ error: unknown; pieces: number; open: number }> {
    let open = 0;
    let pieces = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      open++;
      try {
        for (let at = 0; at < blob.length; at += 1000) {
          await Promise.resolve();
          onPiece(++pieces);
          yield blob.subarray(at, at + 1000);
        }
      } finally {
        open--;
      }
    }
    const source: ImageSource = {
      ...memorySource(image),
      readBlob: () => Promise.resolve(counted()),
    };
    const error = await scanLayerBlob(source, layer, {
      detectors: testDetectors,
      limits: { ...DEFAULT_LIMITS, ...limits },
      signal: controller.signal,
    }).catch((reason: unknown) => reason);
    return { error, pieces, open };
  }

  test("at an error", async () => {
    const limits = { layerBytes: 9500 };
    const result = await scanCounting(limits, new AbortController(), () => undefined);
    expect(result).toMatchObject({ error: { code: "bomb" }, pieces: 10, open: 0 });
  });

  test("when it is aborted", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const result = await scanCounting({}, controller, (pieces) => {
      if (pieces === 20) controller.abort(reason);
    });
    expect(result).toEqual({ error: reason, pieces: 20, open: 0 });
  });
});
