import { describe, expect, test } from "@jest/globals";
import {
  directory,
  file,
  hardlink,
  symlink,
  type TarEntry,
} from "../../fixtures/image-builder-tar.ts";
import { scanLayer, told } from "../../fixtures/image-builder-scan.ts";

async function scanCounting(entries: readonly TarEntry[]): Promise<{
  files: string[];
  warnings: string[];
  links: readonly object[];
  reads: number;
}> {
  let reads = 0;
  const result = await scanLayer(entries, { onRead: () => reads++ });
  return { ...told(result), links: result.links, reads };
}

describe("a hard link at a wanted path", () => {
  test("to a file that was read has its content, in one pass", async () => {
    const entries = [
      file("a/x.pkg", "x 1"),
      hardlink("b/x.pkg", "./a/x.pkg"),
      hardlink("c/x.pkg", "b/x.pkg"),
    ];
    expect(await scanCounting(entries)).toEqual({
      files: ["a/x.pkg: x@1", "b/x.pkg: x@1", "c/x.pkg: x@1"],
      warnings: [],
      links: [],
      reads: 1,
    });
  });

  test("to a file of the same kind that told nothing needs no further pass", async () => {
    const entries = [
      file("bin/git", "no package", 0o755),
      { ...hardlink("bin/git-add", "bin/git"), mode: 0o755 },
      file("bin/tiny", "x", 0o755),
      { ...hardlink("bin/tiny-too", "bin/tiny"), mode: 0o755 },
    ];
    expect(await scanCounting(entries)).toEqual({ files: [], warnings: [], links: [], reads: 1 });
  });

  test("into a package manager's store is read in a second pass", async () => {
    const entries = [
      file("store/01", "one 1"),
      file("store/02", "not wanted by anyone"),
      file("store/03", "three 3"),
      hardlink("app/one.pkg", "store/01"),
      hardlink("app/again/one.pkg", "store/01"),
      hardlink("app/readme", "store/02"),
      hardlink("app/three.pkg", "/store/03"),
    ];
    expect(await scanCounting(entries)).toEqual({
      files: ["app/again/one.pkg: one@1", "app/one.pkg: one@1", "app/three.pkg: three@3"],
      warnings: [],
      links: [],
      reads: 2,
    });
  });

  test("to a link that nobody wants is followed", async () => {
    const entries = [
      file("store/01", "one 1"),
      hardlink("store/02", "store/01"),
      hardlink("a.pkg", "store/02"),
    ];
    expect(await scanCounting(entries)).toMatchObject({
      files: ["a.pkg: one@1"],
      warnings: [],
      reads: 3,
    });
  });

  test("to content that is malformed is a warning", async () => {
    const entries = [file("store/01", "!"), hardlink("a.pkg", "store/01")];
    expect(await scanCounting(entries)).toMatchObject({
      files: [],
      warnings: ["malformed-file a.pkg"],
    });
  });

  test("under another name than a file that was read is read for itself", async () => {
    const entries = [file("a/x.pkg", "x 1"), hardlink("b/y.pkg", "a/x.pkg")];
    expect(await scanCounting(entries)).toMatchObject({
      files: ["a/x.pkg: x@1", "b/y.pkg: x@1"],
      warnings: [],
      reads: 2,
    });
  });

  test("that another entry replaced is forgotten", async () => {
    const link = hardlink("a.pkg", "store/01");
    const target = file("store/01", "one 1");
    expect(await scanCounting([target, link, file("a.pkg", "two 2")])).toMatchObject({
      files: ["a.pkg: two@2"],
    });
    expect(await scanCounting([target, link, directory("a.pkg")])).toMatchObject({
      files: [],
      reads: 1,
    });
  });

  test("to a path that this layer does not have is left to the overlay", async () => {
    expect(await scanCounting([hardlink("a.pkg", "below/b.pkg")])).toEqual({
      files: [],
      warnings: [],
      links: [{ path: "a.pkg", target: "below/b.pkg", detectors: ["lines"] }],
      reads: 1,
    });
  });

  test.each<[string, TarEntry[], string[]]>([
    [
      "in a circle",
      [hardlink("a.pkg", "b.pkg"), hardlink("b.pkg", "a.pkg"), hardlink("c.pkg", "c.pkg")],
      ["unresolved-link a.pkg", "unresolved-link b.pkg", "unresolved-link c.pkg"],
    ],
    [
      "in a circle of links that nobody wants",
      [hardlink("x", "y"), hardlink("y", "x"), hardlink("a.pkg", "x")],
      ["unresolved-link a.pkg"],
    ],
    ["to a symbolic link", [symlink("x", "y"), hardlink("a.pkg", "x")], ["unresolved-link a.pkg"]],
    ["out of the image", [hardlink("a.pkg", "../../b.pkg")], ["path-traversal a.pkg"]],
  ])("that leads %s is a warning", async (_, entries, warnings) => {
    expect(await scanCounting(entries)).toMatchObject({ files: [], warnings });
  });
});

test("links beyond the limit are a warning", async () => {
  const links = ["a", "b", "c"].map((name) => hardlink(`${name}.pkg`, "x.pkg"));
  const result = await scanLayer([file("x.pkg", "x 1"), ...links], { limits: { links: 2 } });
  expect(told(result).warnings).toContain("too-many-links");
});

test("what links multiply counts as packages", async () => {
  const links = Array.from({ length: 50 }, (_, index) => hardlink(`${index}/x.pkg`, "x.pkg"));
  const result = await scanLayer([file("x.pkg", "x 1\ny 1"), ...links], {
    limits: { packages: 11 },
  });
  expect(result.files).toHaveLength(5);
  expect(told(result).warnings).toEqual(["too-many-packages"]);
});

test("a symbolic link at a wanted path is not followed", async () => {
  expect(await scanCounting([symlink("a.pkg", "b.pkg"), symlink("b.pkg", "a.pkg")])).toMatchObject({
    files: [],
    warnings: [],
  });
});
