import { describe, expect, test } from "@jest/globals";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { openArchive } from "../../../adapters/files/open-archive.ts";
import { readWholeBlob } from "../../../core/oci/blob.ts";
import { resolveImage } from "../../../core/oci/resolve.ts";
import {
  type BuiltImage,
  buildImage,
  type Compression,
  compress,
  digestOf,
} from "../../fixtures/image-builder.ts";
import { writeOciLayout } from "../../fixtures/image-builder-source.ts";
import {
  directory,
  file,
  hardlink,
  symlink,
  type TarEntry,
  tarLayer,
} from "../../fixtures/image-builder-tar.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

async function archive(entries: readonly TarEntry[]): Promise<string> {
  const path = join(folder(), "image.tar");
  await writeFile(path, tarLayer(entries));
  return path;
}

const lower = tarLayer([file("a", "lower".repeat(1000))]);
const upper = tarLayer([file("b", "upper")]);
const config = Buffer.from(
  JSON.stringify({
    os: "linux",
    architecture: "amd64",
    rootfs: { type: "layers", diff_ids: [digestOf(lower), digestOf(upper)] },
  }),
);
const hex = digestOf(config).slice("sha256:".length);

function saved(layers: readonly string[], tags: readonly string[] | null = ["team/app:1"]) {
  const list = [{ Config: `${hex}.json`, RepoTags: tags, Layers: layers }];
  return [file(`${hex}.json`, config), file("manifest.json", JSON.stringify(list))];
}

/** The layers' unpacked tars, by a reading that verifies every digest and size. */
async function layersOf(path: string, reference?: string): Promise<Buffer[]> {
  const source = await openArchive(path);
  try {
    const resolved = await resolveImage(source, reference ?? source.defaultReference());
    const { config: configDescriptor, layers } = resolved.image;
    const read = async (descriptor: (typeof layers)[number]): Promise<Buffer> =>
      readWholeBlob(await source.readBlob(descriptor), descriptor, 1_000_000);
    expect((await read(configDescriptor)).equals(config)).toBe(true);
    return await Promise.all(layers.map(read));
  } finally {
    await source.close();
  }
}

describe("docker save, older form", () => {
  test.each<[string, TarEntry[]]>([
    [
      "a folder a layer",
      [
        directory("1"),
        file("1/layer.tar", lower),
        directory("2"),
        file("2/layer.tar", upper),
        ...saved(["1/layer.tar", "2/layer.tar"]),
      ],
    ],
    [
      "symbolic links to equal layers",
      [
        file("x.tar", lower),
        symlink("1/layer.tar", "../x.tar"),
        file("2/layer.tar", upper),
        ...saved(["1/layer.tar", "2/layer.tar"]),
      ],
    ],
    [
      "hard links",
      [
        file("x.tar", lower),
        hardlink("y.tar", "x.tar"),
        file("z.tar", upper),
        ...saved(["y.tar", "z.tar"]),
      ],
    ],
    [
      "names that begin with ./",
      [file("./1.tar", lower), file("./2.tar", upper), ...saved(["1.tar", "./2.tar"])],
    ],
    [
      "long names",
      [
        file(`${"n".repeat(120)}.tar`, lower),
        file("2.tar", upper),
        ...saved([`${"n".repeat(120)}.tar`, "2.tar"]),
      ],
    ],
  ])("with %s", async (_name, entries) => {
    const layers = await layersOf(await archive(entries));
    expect(layers.map((layer) => layer.equals(lower))).toEqual([true, false]);
    expect(layers[1]?.equals(upper)).toBe(true);
  });

  test.each<Compression>(["gzip", "zstd"])("with layers in %s", async (compression) => {
    const path = await archive([
      file("1.tar", compress(lower, compression)),
      file("2.tar", upper),
      ...saved(["1.tar", "2.tar"]),
    ]);
    const source = await openArchive(path);
    const { image } = await resolveImage(source, "1");
    await source.close();
    expect(image.layers.map(({ mediaType }) => mediaType)).toEqual([
      `application/vnd.docker.image.rootfs.diff.tar.${compression}`,
      "application/vnd.docker.image.rootfs.diff.tar",
    ]);
    const [first] = await layersOf(path);
    expect(first?.equals(compress(lower, compression))).toBe(true);
  });

  test("a layer with other bytes than its config says does not pass", async () => {
    const path = await archive([
      file("1.tar", upper),
      file("2.tar", upper),
      ...saved(["1.tar", "2.tar"]),
    ]);
    await expect(layersOf(path)).rejects.toMatchObject({ code: "digest-mismatch" });
  });

  test("with several images wants to be told which", async () => {
    const list = ["team/app:1", "team/app:2"].map((tag) => ({
      Config: `${hex}.json`,
      RepoTags: [tag],
      Layers: tag.endsWith("1") ? ["1.tar", "2.tar"] : ["1.tar", "1.tar"],
    }));
    const path = await archive([
      file("1.tar", lower),
      file("2.tar", upper),
      file(`${hex}.json`, config),
      file("manifest.json", JSON.stringify(list)),
    ]);
    const source = await openArchive(path);
    expect(() => source.defaultReference()).toThrow("team/app:1, team/app:2");
    await expect(source.readManifest("3")).rejects.toMatchObject({ code: "manifest-unknown" });
    await source.close();
    expect(await layersOf(path, "team/app:1")).toHaveLength(2);
  });

  test.each<[string, TarEntry[]]>([
    ["a missing layer", [file("1.tar", lower), ...saved(["1.tar", "2.tar"])]],
    ["a missing config", [file("manifest.json", '[{"Config":"x.json","Layers":[]}]')]],
    ["fewer layers than its config", [file("1.tar", lower), ...saved(["1.tar"])]],
    ["a layer outside of it", saved(["../../../etc/passwd", "/etc/shadow"])],
    [
      "links in a circle",
      [symlink("1.tar", "2.tar"), symlink("2.tar", "1.tar"), ...saved(["1.tar", "2.tar"])],
    ],
    [
      "links that lead out of it",
      [
        symlink("1.tar", "../../etc/passwd"),
        symlink("2.tar", "/etc/passwd"),
        ...saved(["1.tar", "2.tar"]),
      ],
    ],
    ["a manifest of another form", [file("manifest.json", "{}")]],
    ["no JSON", [file("manifest.json", "[")]],
  ])("with %s is malformed", async (_name, entries) => {
    await expect(openArchive(await archive(entries))).rejects.toMatchObject({
      code: "malformed-archive",
    });
  });
});

describe("an OCI layout in a tar", () => {
  async function layoutEntries(image: BuiltImage): Promise<TarEntry[]> {
    await writeOciLayout(folder(), image, "v1");
    const names = ["oci-layout", "index.json"];
    const blobs = [...image.blobs.keys(), ...image.manifests.keys()];
    names.push(...blobs.map((digest) => `blobs/${digest.replace(":", "/")}`));
    return Promise.all(names.map(async (n) => file(n, await readFile(join(folder(), n)))));
  }

  test("is read in place, also where Docker's older form is beside it", async () => {
    const image = buildImage({ layers: [{ tar: lower }, { tar: upper, compression: "zstd" }] });
    const path = await archive([...(await layoutEntries(image)), file("manifest.json", "[]")]);
    const source = await openArchive(path);
    expect(source.images).toMatchObject([{ digest: image.manifest.digest, names: ["v1"] }]);
    const resolved = await resolveImage(source, "v1");
    const layers = await Promise.all(
      resolved.image.layers.map(async (layer) =>
        readWholeBlob(await source.readBlob(layer), layer, 100_000),
      ),
    );
    expect(layers).toHaveLength(2);
    await source.close();
  });
});

describe("a file", () => {
  test.each([
    ["gzip", gzipSync("x")],
    ["zstd", zstdCompressSync(Buffer.from("x"))],
    ["bzip2", Buffer.from("BZh91AY")],
    ["xz", Buffer.from("fd377a585a000004", "hex")],
  ])("compressed with %s says how to unpack it", async (name, bytes) => {
    const path = join(folder(), "image.tar.x");
    await writeFile(path, bytes);
    await expect(openArchive(path)).rejects.toMatchObject({
      code: "compressed-archive",
      message: expect.stringContaining(name),
    });
  });

  test.each([
    ["an empty one", Buffer.alloc(0), "not-an-archive"],
    ["a tar of something else", tarLayer([file("a", "b")]), "not-an-archive"],
    ["no tar", Buffer.alloc(2000, "x"), "not-an-archive"],
    ["a few bytes", Buffer.from("hello"), "not-an-archive"],
    ["a tar cut in a header", lower.subarray(0, 300), "truncated-tar"],
    ["a tar cut in a body", lower.subarray(0, 2000), "truncated-tar"],
  ])("that is %s is refused", async (_name, bytes, code) => {
    const path = join(folder(), "image.tar");
    await writeFile(path, bytes);
    await expect(openArchive(path)).rejects.toMatchObject({ code });
  });

  test("that is absent or a folder can't be read", async () => {
    await expect(openArchive(join(folder(), "absent"))).rejects.toMatchObject({
      code: "unreadable",
    });
    await expect(openArchive(folder())).rejects.toMatchObject({ code: "unreadable" });
  });
});
