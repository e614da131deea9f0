import { describe, expect, test } from "@jest/globals";
import type { ImageIndex } from "../../../core/oci/artifact.ts";
import { imageEntries } from "../../../core/oci/image-index.ts";
import type { ImageSource, StoredManifest } from "../../../core/oci/image-source.ts";
import { classifyManifest } from "../../../core/oci/manifest.ts";
import { resolveImage, selectPlatform } from "../../../core/oci/resolve.ts";
import { buildImage, buildIndex, storedManifest } from "../../fixtures/image-builder.ts";
import { memorySource } from "../../fixtures/image-builder-source.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";
const OCI = "application/vnd.oci.image.manifest.v1+json";

function indexOf(stored: StoredManifest): ImageIndex {
  const artifact = classifyManifest(stored);
  if (artifact.kind !== "index") throw new Error(`not an index: ${artifact.kind}`);
  return artifact;
}

function image(name: string) {
  return buildImage({ layers: [], config: { created: name } });
}

const attestation = {
  image: image("attestation"),
  platform: "unknown/unknown",
  annotations: {
    "vnd.docker.reference.type": "attestation-manifest",
    "vnd.docker.reference.digest": image("amd64").manifest.digest,
  },
};
const many = buildIndex([
  { image: image("v7"), platform: "linux/arm/v7" },
  { image: image("arm64"), platform: "linux/arm64" },
  { image: image("amd64"), platform: "linux/amd64" },
  { image: image("windows"), platform: "windows/amd64" },
  attestation,
]);
const exotic = buildIndex([attestation, { image: image("s390x"), platform: "linux/s390x" }]);

describe("an index", () => {
  test("names attestations with what they are about, and no platform for them", () => {
    const entry = indexOf(many.manifest).manifests.at(-1);
    expect(entry?.attestationFor).toBe(image("amd64").manifest.digest);
    expect(entry?.platform).toBeUndefined();
    expect(imageEntries(indexOf(many.manifest))).toHaveLength(4);
  });

  test.each([
    [many, {}, "amd64"],
    [many, { preferredArchitecture: "arm64" }, "arm64"],
    [many, { preferredArchitecture: "riscv64" }, "amd64"],
    [many, { wanted: "linux/arm64" }, "arm64"],
    [many, { wanted: "linux/arm64/v8" }, "arm64"],
    [many, { wanted: "arm64" }, "arm64"],
    [many, { wanted: "linux/aarch64" }, "arm64"],
    [many, { wanted: "linux/arm/v7" }, "v7"],
    [many, { wanted: "linux/arm" }, "v7"],
    [many, { wanted: "Windows/amd64" }, "windows"],
    [exotic, {}, "s390x"],
  ])("chooses by platform (%#)", (index, choice, expected) => {
    const entry = selectPlatform(indexOf(index.manifest), choice);
    expect(entry.descriptor.digest).toBe(image(expected).manifest.digest);
  });

  test("says which platforms there are when the wanted one is not", () => {
    const choose = () => selectPlatform(indexOf(many.manifest), { wanted: "linux/arm/v6" });
    expect(choose).toThrow(
      "no image for linux/arm/v6. It has: linux/arm/v7, linux/arm64, linux/amd64, windows/amd64.",
    );
  });

  test.each(["", "linux/", "linux/arm/v7/x", "a b/c"])("refuses the platform %j", (wanted) => {
    expect(() => selectPlatform(indexOf(many.manifest), { wanted })).toThrow(
      expect.objectContaining({ code: "invalid-platform" }),
    );
  });

  test("without any image has none to choose", () => {
    expect(() => selectPlatform(indexOf(buildIndex([attestation]).manifest))).toThrow(
      expect.objectContaining({ code: "no-image" }),
    );
  });

  test.each([
    [
      "BuildKit's cache",
      {
        manifests: [
          {
            mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
            digest: `sha256:${"1".repeat(64)}`,
            size: 1,
          },
        ],
      },
    ],
    ["an artifact of its own", { artifactType: "application/x", manifests: [] }],
  ])("that is %s is no image index", (_name, content) => {
    expect(classifyManifest(storedManifest(INDEX, content)).kind).toBe("other");
  });
});

describe("resolveImage", () => {
  test("takes a single image as it is", async () => {
    const built = buildImage({ layers: [[]] });
    const resolved = await resolveImage(memorySource(built), "latest", { wanted: "linux/s390x" });
    expect(resolved.manifest.digest).toBe(built.manifest.digest);
    expect(resolved.image.layers).toEqual(built.layers);
    expect(resolved.indexDigest).toBeUndefined();
  });

  test("follows an index, and remembers it and the platform", async () => {
    const resolved = await resolveImage(memorySource(many), "latest", { wanted: "linux/arm/v7" });
    expect(resolved).toMatchObject({
      manifest: { digest: image("v7").manifest.digest },
      indexDigest: many.manifest.digest,
      platform: { os: "linux", architecture: "arm", variant: "v7" },
    });
  });

  test("follows an index in an index, whatever platform is wanted", async () => {
    const { mediaType, digest, bytes } = many.manifest;
    const outer = storedManifest(INDEX, { manifests: [{ mediaType, digest, size: bytes.length }] });
    const source = memorySource({ ...many, manifest: outer });
    const resolved = await resolveImage(source, "latest", { wanted: "linux/arm64" });
    expect(resolved.manifest.digest).toBe(image("arm64").manifest.digest);
    expect(resolved.indexDigest).toBe(outer.digest);
  });

  test("gives up on an index that leads to itself", async () => {
    const digest = `sha256:${"2".repeat(64)}`;
    const loop = storedManifest(INDEX, { manifests: [{ mediaType: INDEX, digest, size: 1 }] });
    const source: ImageSource = {
      readManifest: () => Promise.resolve(loop),
      readBlob: () => Promise.reject(new Error("not asked")),
    };
    await expect(resolveImage(source, "latest")).rejects.toMatchObject({ code: "index-too-deep" });
  });

  test("says what a chart is", async () => {
    const chart = storedManifest(OCI, {
      config: {
        mediaType: "application/vnd.cncf.helm.config.v1+json",
        digest: `sha256:${"3".repeat(64)}`,
        size: 1,
      },
      layers: [],
    });
    const source = memorySource({ ...many, manifest: chart });
    await expect(resolveImage(source, "chart")).rejects.toMatchObject({
      name: "UnsupportedError",
      code: "not-an-image",
      message: expect.stringContaining("a Helm chart"),
    });
  });
});
