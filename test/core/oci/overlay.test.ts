import { describe, expect, test } from "@jest/globals";
import type { LayerResult } from "../../../core/oci/layer-result.ts";
import { overlayLayers, type Overlay } from "../../../core/oci/overlay.ts";
import {
  directory,
  file,
  hardlink,
  opaque,
  symlink,
  whiteout,
  type TarEntry,
} from "../../fixtures/image-builder-tar.ts";
import { scanLayer } from "../../fixtures/image-builder-scan.ts";

async function overlay(...layers: readonly TarEntry[][]): Promise<Overlay> {
  const results: LayerResult[] = [];
  for (const layer of layers) results.push(await scanLayer(layer));
  return overlayLayers(results, 1000);
}

async function filesOf(...layers: readonly TarEntry[][]): Promise<string[]> {
  const { files } = await overlay(...layers);
  return files.map(({ file: { path, packages }, layer }) => {
    const names = packages.map(({ name, version }) => `${name}@${version}`);
    return `${layer} ${path}: ${names.join(", ")}`;
  });
}

const BASE = [
  file("app/a.pkg", "a 1"),
  file("app/lib/b.pkg", "b 1"),
  file("app/node_modules/anywhere/c.pkg", "c 1"),
  file("application/d.pkg", "d 1"),
  file("top.pkg", "t 1"),
];
const [A, B, C, D, T] = [
  "0 app/a.pkg: a@1",
  "0 app/lib/b.pkg: b@1",
  "0 app/node_modules/anywhere/c.pkg: c@1",
  "0 application/d.pkg: d@1",
  "0 top.pkg: t@1",
];

describe("what a layer hides of those below it", () => {
  test.each<[string, TarEntry[], string[]]>([
    ["nothing", [file("app/other")], [A, B, C, D, T]],
    ["nothing, by its folders", [directory("app"), directory("app/lib")], [A, B, C, D, T]],
    ["a file, by a whiteout", [whiteout("app/a.pkg")], [B, C, D, T]],
    ["a folder, by a whiteout", [whiteout("app")], [D, T]],
    ["a folder within, by a whiteout", [whiteout("app/lib")], [A, C, D, T]],
    [
      "nothing, by a whiteout of a part of a name",
      [whiteout("app/node_modules/any")],
      [A, B, C, D, T],
    ],
    ["a folder's content, by an opaque whiteout", [opaque("app")], [D, T]],
    ["everything, by an opaque root", [{ path: ".wh..wh..opq" }], []],
    [
      "the same file, by its new version",
      [file("app/a.pkg", "a 2")],
      ["1 app/a.pkg: a@2", B, C, D, T],
    ],
    ["the same file, by one that tells nothing", [file("app/a.pkg")], [B, C, D, T]],
    ["the same file, by a symbolic link", [symlink("app/a.pkg", "x")], [B, C, D, T]],
    ["a folder, by a file in its place", [file("app", "x")], [D, T]],
    ["a folder, by a symbolic link in its place", [symlink("app/lib", "/lib")], [A, C, D, T]],
    ["a file, by a folder in its place", [directory("top.pkg")], [A, B, C, D]],
    ["nothing, by a device elsewhere", [{ path: "dev/null", type: "3" }], [A, B, C, D, T]],
    [
      "what it holds itself, by none of them",
      [whiteout("app"), file("app/a.pkg", "a 3"), opaque("new"), file("new/n.pkg", "n 1")],
      ["1 app/a.pkg: a@3", D, "1 new/n.pkg: n@1", T],
    ],
    [
      "what it holds itself, whatever the order",
      [file("app/a.pkg", "a 3"), opaque("app"), file("app/e.pkg", "e 1")],
      ["1 app/a.pkg: a@3", "1 app/e.pkg: e@1", D, T],
    ],
  ])("%s", async (_, layer, expected) => {
    expect(await filesOf(BASE, layer)).toEqual(expected);
  });

  test("a file may come again after it was removed", async () => {
    expect(
      await filesOf(BASE, [whiteout("app"), whiteout("application")], [file("app/a.pkg", "a 1")]),
    ).toEqual(["2 app/a.pkg: a@1", T]);
  });

  test("whiteouts do nothing to higher layers", async () => {
    expect(
      await filesOf(
        [whiteout("a.pkg"), opaque("b")],
        [file("a.pkg", "a 1"), file("b/c.pkg", "c 1")],
      ),
    ).toEqual(["1 a.pkg: a@1", "1 b/c.pkg: c@1"]);
  });
});

test("a database's packages belong to the layers that first listed them, as long as they stay", async () => {
  const { files } = await overlay(
    [file("db/status", "one 1\ntwo 1\nthree 1")],
    [file("db/status", "one 1\ntwo 2\nfour 1")],
    [file("other")],
    [file("db/status", "one 1\ntwo 2\nthree 1\nfour 1")],
  );
  expect(files).toHaveLength(1);
  expect(files[0]?.file.packages.map(({ name }) => name)).toEqual(["one", "two", "three", "four"]);
  expect(files[0]?.packageLayers).toEqual([0, 1, 3, 1]);
});

test("a database that was away in between begins anew", async () => {
  const status = file("db/status", "one 1");
  const { files } = await overlay([status], [whiteout("db")], [status]);
  expect(files[0]?.packageLayers).toEqual([2]);
});

describe("an owned file", () => {
  const owned = [file("lib/a.pkg", "a 1\nb 2"), file("db/a.list", "lib/a.pkg")];

  test.each<[string, TarEntry, boolean | undefined]>([
    ["stays owned when it is copied up unchanged", file("lib/a.pkg", "b 2\na 1", 0o600), true],
    ["is not owned when its packages changed", file("lib/a.pkg", "a 1\nb 3"), undefined],
    ["is not owned when it has more packages", file("lib/a.pkg", "a 1\nb 2\nc 3"), undefined],
    ["is not owned at another path", file("lib/b.pkg", "a 1\nb 2"), undefined],
  ])("%s", async (_, entry, expected) => {
    const { files } = await overlay(owned, [entry]);
    expect(files.find(({ layer }) => layer === 1)?.file.owned).toBe(expected);
  });
});

describe("a hard link to a lower layer", () => {
  test("has the content of the file there", async () => {
    expect(await filesOf([file("a.pkg", "a 1")], [hardlink("b.pkg", "a.pkg")])).toEqual([
      "0 a.pkg: a@1",
      "1 b.pkg: a@1",
    ]);
  });

  test.each<[string, TarEntry[][]]>([
    ["a file that nobody read", [[file("a", "a 1")], [hardlink("b.pkg", "a")]]],
    [
      "a file that is gone",
      [[file("a.pkg", "a 1")], [whiteout("a.pkg")], [hardlink("b.pkg", "a.pkg")]],
    ],
    ["no file at all", [[], [hardlink("b.pkg", "a.pkg")]]],
  ])("to %s is a warning", async (_, layers) => {
    const { files, warnings } = await overlay(...layers);
    expect(files.filter(({ file: { path } }) => path === "b.pkg")).toEqual([]);
    expect(warnings).toEqual([expect.objectContaining({ code: "unresolved-link", path: "b.pkg" })]);
  });

  test("does not multiply packages without end", async () => {
    const base = await scanLayer([file("a.pkg", "a 1\nb 1\nc 1")]);
    const links = await scanLayer(["x", "y", "z"].map((name) => hardlink(`${name}.pkg`, "a.pkg")));
    const { files, warnings } = overlayLayers([base, links], 7);
    expect([files.length, warnings.length]).toEqual([3, 1]);
  });
});

test("a warning of a file goes with the file, others stay", async () => {
  const broken = [file("d/a.pkg", "!"), file("d/b.pkg", "!"), file("../x")];
  const codes = async (...layers: TarEntry[][]): Promise<string[]> =>
    (await overlay(broken, ...layers)).warnings.map(
      ({ code, path = "", layer }) => `${layer} ${code} ${path}`,
    );
  expect(await codes()).toEqual([
    "0 path-traversal ../x",
    "0 malformed-file d/a.pkg",
    "0 malformed-file d/b.pkg",
  ]);
  expect(await codes([file("d/a.pkg", "a 1")])).toEqual([
    "0 path-traversal ../x",
    "0 malformed-file d/b.pkg",
  ]);
  expect(await codes([whiteout("d")])).toEqual(["0 path-traversal ../x"]);
});
