import { describe, expect, test } from "@jest/globals";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openOciLayout } from "../../../adapters/files/oci-layout.ts";
import { readWholeBlob } from "../../../core/oci/blob.ts";
import { resolveImage } from "../../../core/oci/resolve.ts";
import { buildImage, buildIndex } from "../../fixtures/image-builder.ts";
import { writeOciLayout } from "../../fixtures/image-builder-source.ts";
import { file } from "../../fixtures/image-builder-tar.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const OCI = "application/vnd.oci.image.manifest.v1+json";
const NAME = "org.opencontainers.image.ref.name";

const one = buildImage({ layers: [[file("a", "one")]] });
const two = buildImage({ layers: [[file("a", "two")]] });
const both = buildIndex([
  { image: one, platform: "linux/amd64" },
  { image: two, platform: "linux/arm64" },
]);

async function writeIndex(manifests: readonly object[]): Promise<void> {
  await writeOciLayout(folder(), both);
  await writeFile(join(folder(), "index.json"), JSON.stringify({ schemaVersion: 2, manifests }));
}

function listed(image: typeof one, annotations?: Record<string, string>): object {
  const { digest, bytes } = image.manifest;
  return { mediaType: OCI, digest, size: bytes.length, annotations };
}

describe("an OCI layout", () => {
  test("gives its one image, and its blobs", async () => {
    await writeOciLayout(folder(), one, "v1");
    const source = await openOciLayout(folder());
    expect(source.images).toEqual([{ digest: one.manifest.digest, mediaType: OCI, names: ["v1"] }]);
    for (const reference of [source.defaultReference(), "v1", one.manifest.digest]) {
      expect(await source.readManifest(reference)).toEqual(one.manifest);
    }
    for (const layer of one.layers) {
      const bytes = await readWholeBlob(await source.readBlob(layer), layer, 10_000);
      expect(bytes.equals(one.blobs.get(layer.digest) ?? Buffer.alloc(0))).toBe(true);
    }
    await source.close();
  });

  test("gives the images of an index in it", async () => {
    await writeOciLayout(folder(), both);
    const source = await openOciLayout(folder());
    const resolved = await resolveImage(source, source.defaultReference(), {
      wanted: "linux/arm64",
    });
    expect(resolved.manifest).toMatchObject({ digest: two.manifest.digest, mediaType: OCI });
    expect(resolved.indexDigest).toBe(both.manifest.digest);
  });

  test("with several images without names is an index itself", async () => {
    await writeIndex([
      { ...listed(one), platform: { os: "linux", architecture: "amd64" } },
      { ...listed(two), platform: { os: "linux", architecture: "arm64" } },
    ]);
    const source = await openOciLayout(folder());
    const choice = { preferredArchitecture: "arm64" };
    const resolved = await resolveImage(source, source.defaultReference(), choice);
    expect(resolved.manifest.digest).toBe(two.manifest.digest);
  });

  test("with several named images wants to be told which", async () => {
    await writeIndex([
      listed(one, { [NAME]: "a" }),
      listed(one, { [NAME]: "b" }),
      listed(two, { [NAME]: "c", "io.containerd.image.name": "ghcr.io/team/app:c" }),
    ]);
    const source = await openOciLayout(folder());
    expect(source.images.map(({ names }) => names)).toEqual([
      ["a", "b"],
      ["ghcr.io/team/app:c", "c"],
    ]);
    expect(() => source.defaultReference()).toThrow(
      "has several images: a, b, ghcr.io/team/app:c, c.",
    );
    for (const [name, image] of [
      ["b", one],
      ["c", two],
      ["ghcr.io/team/app:c", two],
    ] as const) {
      expect((await source.readManifest(name)).digest).toBe(image.manifest.digest);
    }
    await expect(source.readManifest("d")).rejects.toMatchObject({
      code: "manifest-unknown",
      message: expect.stringContaining("It has: a, b,"),
    });
  });

  test("may link to its blobs", async () => {
    await writeOciLayout(folder(), one);
    const [layer = { digest: "" }] = one.layers;
    const path = join(folder(), "blobs", "sha256", layer.digest.slice(7));
    await writeFile(join(folder(), "elsewhere"), one.blobs.get(layer.digest) ?? "");
    await rm(path);
    await symlink(join(folder(), "elsewhere"), path);
    const source = await openOciLayout(folder());
    const stream = await source.readBlob({ mediaType: "", digest: layer.digest, size: 1 });
    let size = 0;
    for await (const chunk of stream) size += chunk.length;
    expect(size).toBe(one.blobs.get(layer.digest)?.length);
  });
});

describe("a folder", () => {
  test("without the layout's files is none", async () => {
    await expect(openOciLayout(folder())).rejects.toMatchObject({ code: "not-a-layout" });
    await expect(openOciLayout(join(folder(), "absent"))).rejects.toMatchObject({
      code: "not-a-layout",
    });
    await writeFile(join(folder(), "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
    await expect(openOciLayout(folder())).rejects.toThrow("it has no index.json");
  });

  test.each([
    ["oci-layout", '{"imageLayoutVersion":"2.0.0"}'],
    ["oci-layout", "{"],
    ["index.json", "{"],
    ["index.json", "{}"],
    ["index.json", '{"manifests":[{"mediaType":"a","digest":"sha256:../../etc/passwd"}]}'],
  ])("with %s %s is malformed", async (name, content) => {
    await writeOciLayout(folder(), one);
    await writeFile(join(folder(), name), content);
    await expect(openOciLayout(folder())).rejects.toMatchObject({ code: "malformed-layout" });
  });

  test("with a huge index.json is not read", async () => {
    await writeOciLayout(folder(), one);
    await writeFile(join(folder(), "index.json"), Buffer.alloc(4 * 1024 * 1024 + 1, " "));
    await expect(openOciLayout(folder())).rejects.toMatchObject({ code: "file-too-large" });
  });
});

describe("content", () => {
  test("that is absent is unknown", async () => {
    await writeIndex([]);
    const source = await openOciLayout(folder());
    const digest = `sha256:${"0".repeat(64)}`;
    expect(() => source.defaultReference()).toThrow("without any image");
    await expect(source.readManifest(digest)).rejects.toMatchObject({ code: "manifest-unknown" });
    await expect(source.readManifest("")).rejects.toMatchObject({ code: "manifest-unknown" });
    for (const wrong of [digest, "sha256:../../index.json", "../index.json", ""]) {
      await expect(
        source.readBlob({ mediaType: "", digest: wrong, size: 1 }),
      ).rejects.toMatchObject({ code: "blob-unknown" });
    }
  });

  test("of a manifest that is not what its name says is refused", async () => {
    await writeOciLayout(folder(), one);
    const hex = one.manifest.digest.slice("sha256:".length);
    await writeFile(join(folder(), "blobs", "sha256", hex), "{}");
    const source = await openOciLayout(folder());
    await expect(source.readManifest("latest")).rejects.toMatchObject({ code: "digest-mismatch" });
  });

  test("that is no file is absent", async () => {
    await writeOciLayout(folder(), one);
    const digest = `sha256:${"1".repeat(64)}`;
    await mkdir(join(folder(), "blobs", "sha256", "1".repeat(64)));
    const source = await openOciLayout(folder());
    await expect(source.readBlob({ mediaType: "", digest, size: 1 })).rejects.toMatchObject({
      code: "blob-unknown",
    });
  });
});
