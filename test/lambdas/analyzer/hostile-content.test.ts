import { afterEach, describe, expect, test } from "@jest/globals";
import { Inventory } from "../../../core/contract/inventory.ts";
import { DEFAULT_LIMITS } from "../../../core/oci/limits.ts";
import { type Answer, fixed } from "../../adapters/registry/fake-registry.ts";
import {
  buildImage,
  type BuiltImage,
  compress,
  digestOf,
  storedManifest,
} from "../../fixtures/image-builder.ts";
import { directory, file, hardlink, symlink, tarLayer } from "../../fixtures/image-builder-tar.ts";
import {
  blobPath,
  createRegistryWorld,
  type RegistryWorld,
} from "../../fixtures/registry-world.ts";

const OCI = "application/vnd.oci.image";
const PACKAGE = file(
  "app/node_modules/lodash/package.json",
  '{"name":"lodash","version":"4.17.20"}',
);
const GOOD = buildImage({ layers: [[PACKAGE]] });
const [LAYER] = GOOD.layers;
const BYTES = GOOD.blobs.get(LAYER?.digest ?? "") ?? Buffer.alloc(0);
/** Small ones, so that what goes beyond them is quickly built. */
const LIMITS = { ...DEFAULT_LIMITS, layerBytes: 1 << 20, ratioFreeBytes: 1 << 16, entries: 1000 };

let registry: RegistryWorld | undefined;
afterEach(() => registry?.close());

/** What becomes of an image; it must be done with it at once. */
async function analysed(image: BuiltImage, served: ReadonlyMap<string, Buffer> = new Map()) {
  const changes: Record<string, Answer> = {};
  for (const [digest, bytes] of served) changes[blobPath(digest)] = fixed(200, bytes);
  registry = await createRegistryWorld(image, changes, LIMITS);
  expect(await registry.deliver()).toBe(true);
  expect(registry.postponed).toEqual([]);
  return { record: await registry.world.record(image.manifest.digest), world: registry.world };
}

/** An image whose manifest says this. */
function manifestOf(content: object, mediaType = `${OCI}.manifest.v1+json`): BuiltImage {
  const manifest = storedManifest(mediaType, content);
  return {
    manifest,
    manifests: new Map([[manifest.digest, manifest]]),
    blobs: GOOD.blobs,
    layers: [],
  };
}

function withLayer(blob: Buffer, compression: "gzip" | "zstd" | "none" = "gzip"): BuiltImage {
  return buildImage({ layers: [[PACKAGE], { blob, compression }] });
}

const ZEROS = Buffer.alloc(900_000);
const DOCUMENT = JSON.parse(GOOD.manifest.bytes.toString()) as { readonly config: object };

describe("a layer that is not what the manifest names fails the image", () => {
  test.each([
    [
      "other bytes of the same size",
      Buffer.alloc(BYTES.length, 1),
      /served with other content .* Push the image again/,
    ],
    ["fewer bytes", BYTES.subarray(0, -5), /ended after 144 of 149 bytes\. Push the image again/],
    [
      "more bytes",
      Buffer.concat([BYTES, BYTES]),
      /longer than the 149 bytes .* push the image again/,
    ],
    ["none", Buffer.alloc(0), /ended after 0 of 149 bytes/],
  ])("%s", async (_name, served, reason) => {
    const { record } = await analysed(GOOD, new Map([[LAYER?.digest ?? "", served]]));
    expect(record).toMatchObject({ state: "failed", stateReason: expect.stringMatching(reason) });
  });
});

test("a layer that can't be read is named", async () => {
  const { record } = await analysed(withLayer(Buffer.from("no gzip")));
  expect(record?.stateReason).toMatch(/^Layer 2 of 2 \(sha256:[0-9a-f]{64}\): The layer's gzip/);
});

describe("a layer that can't be read fails the image", () => {
  test.each([
    [
      "text instead of gzip",
      withLayer(Buffer.from("no gzip")),
      /gzip data can't be read.* Build and push/,
    ],
    [
      "text instead of zstd",
      withLayer(Buffer.from("no zstd"), "zstd"),
      /zstd data can't be read.* Build and push/,
    ],
    [
      "text instead of tar",
      withLayer(Buffer.from("no tar".repeat(200)), "none"),
      /tar archive can't be read.* Build and push/,
    ],
    [
      "gzip that ends early",
      withLayer(BYTES.subarray(0, BYTES.length / 2)),
      /gzip .*unexpected end/,
    ],
    [
      "zstd that ends early",
      withLayer(compress(tarLayer([PACKAGE]), "zstd").subarray(0, 60), "zstd"),
      /zstd .*ends within a frame/,
    ],
    [
      "tar that ends early",
      withLayer(tarLayer([PACKAGE]).subarray(0, 530), "none"),
      /ends in the middle/,
    ],
    [
      "a bomb of gzip",
      buildImage({ layers: [[file("zeros", ZEROS)]] }),
      /more than 200 times its size.*bomb/,
    ],
    [
      "a bomb of zstd",
      buildImage({ layers: [[file("zeros", ZEROS)]], compression: "zstd" }),
      /more than 200 times its size.*bomb/,
    ],
    [
      "too much, however well it is packed",
      buildImage({ layers: [[file("a", ZEROS), file("b", ZEROS)]], compression: "none" }),
      /more than 1048576 bytes.*bomb/,
    ],
    [
      "too many entries",
      buildImage({ layers: [Array.from({ length: 1001 }, (_, i) => directory(`d${i}`))] }),
      /more than 1000 entries/,
    ],
  ])("%s", async (_name, image, reason) => {
    const { record } = await analysed(image);
    expect(record).toMatchObject({ state: "failed", stateReason: expect.stringMatching(reason) });
  });
});

describe("entries that lead nowhere cost a warning at most, and the rest is read", () => {
  const manifest = "app/node_modules/x/package.json";
  test.each([
    ["a path that climbs out", file(`../../${manifest}`, "{}"), ["path-traversal"]],
    ["a hard link to itself", hardlink(manifest, manifest), ["unresolved-link"]],
    ["a symbolic link to its own folder", symlink("app/node_modules/x", "."), []],
    ["a package file that is none", file(manifest, "{"), ["malformed-file"]],
    [
      "a database of rubbish",
      file("var/lib/dpkg/status", Buffer.alloc(5000, 0xff)),
      ["malformed-file"],
    ],
  ])("%s", async (_name, entry, codes) => {
    const { record, world } = await analysed(buildImage({ layers: [[PACKAGE], [entry]] }));
    expect(record).toMatchObject({ state: "analyzed", packageCount: 1 });
    const stored = world.blobs.blobs.get(record?.inventoryKey ?? "")?.toString() ?? "";
    const { warnings } = Inventory.parse(JSON.parse(stored));
    expect(warnings.map(({ code }) => code)).toEqual(codes);
  });
});

describe("what is no image of ours says so", () => {
  test.each([
    [
      "schema 1",
      manifestOf(
        { schemaVersion: 1, name: "x", fsLayers: [] },
        "application/vnd.docker.distribution.manifest.v1+prettyjws",
      ),
      "unsupported",
      /schema 1.* Pull and push/,
    ],
    [
      "a foreign layer",
      buildImage({
        docker: true,
        layers: [
          {
            blob: Buffer.from("windows"),
            mediaType: "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
          },
        ],
      }),
      "unsupported",
      /foreign layer.*not in the registry/,
    ],
    [
      "an encrypted layer",
      buildImage({ layers: [{ blob: BYTES, mediaType: `${OCI}.layer.v1.tar+gzip+encrypted` }] }),
      "unsupported",
      /encrypted .*its key/,
    ],
    [
      "no JSON that we know",
      manifestOf({ schemaVersion: 2 }),
      "failed",
      /neither config nor manifests\. Push it again/,
    ],
    [
      "a layer without a valid digest",
      manifestOf({
        ...DOCUMENT,
        layers: [{ mediaType: `${OCI}.layer.v1.tar`, digest: "sha256:../../x", size: 1 }],
      }),
      "failed",
      /layers\.0\.digest: is no digest/,
    ],
    [
      "a layer of another size than its blob",
      manifestOf({ ...DOCUMENT, layers: [{ ...LAYER, size: (LAYER?.size ?? 0) + 7 }] }),
      "failed",
      /ended after 149 of 156 bytes/,
    ],
    [
      "a digest that SHA-256 can't have made",
      manifestOf({ ...DOCUMENT, layers: [{ ...LAYER, digest: `md5:${"0".repeat(32)}` }] }),
      "failed",
      /layers\.0\.digest: is no digest/,
    ],
  ])("%s", async (_name, image, state, reason) => {
    const { record } = await analysed(image);
    expect(record).toMatchObject({ state, stateReason: expect.stringMatching(reason) });
  });

  test("another artifact is recorded by its kind", async () => {
    const artifact = manifestOf({
      ...DOCUMENT,
      config: {
        mediaType: "application/vnd.cncf.helm.config.v1+json",
        digest: digestOf(BYTES),
        size: 2,
      },
    });
    const { record } = await analysed(artifact);
    expect(record).toMatchObject({ state: "analyzed", kind: "chart" });
  });
});
