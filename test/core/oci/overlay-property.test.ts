import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { LayerResult } from "../../../core/oci/layer-result.ts";
import { overlayLayers } from "../../../core/oci/overlay.ts";
import {
  directory,
  file,
  opaque,
  symlink,
  whiteout,
  type TarEntry,
} from "../../fixtures/image-builder-tar.ts";
import { scanLayer } from "../../fixtures/image-builder-scan.ts";

/** The model: a file system as a map of paths, to which layers are applied as a runtime would. */
type Tree = Map<string, string>;

const FOLDER = "a folder";

function removeBelow(tree: Tree, path: string): void {
  for (const other of [...tree.keys()])
    if (path === "" || other.startsWith(`${path}/`)) tree.delete(other);
}

function makeFolder(tree: Tree, path: string): void {
  const parts = path === "" ? [] : path.split("/");
  for (let length = 1; length <= parts.length; length++) {
    const folder = parts.slice(0, length).join("/");
    if (tree.get(folder) !== FOLDER) tree.set(folder, FOLDER);
  }
}

/** Whiteouts first, since they are for lower layers only; then the entries in their order. */
function applyLayer(tree: Tree, layer: readonly Action[]): void {
  for (const { kind, path } of layer) {
    if (kind === "whiteout") {
      removeBelow(tree, path);
      tree.delete(path);
    }
    if (kind === "opaque") removeBelow(tree, path);
  }
  for (const { kind, path, version } of layer) {
    if (kind === "whiteout" || kind === "opaque") continue;
    if (kind === "directory") {
      makeFolder(tree, path);
      continue;
    }
    removeBelow(tree, path);
    makeFolder(tree, path.split("/").slice(0, -1).join("/"));
    tree.set(path, kind === "file" ? `package ${version}` : "a link");
  }
}

interface Action {
  readonly kind: "file" | "directory" | "symlink" | "whiteout" | "opaque";
  readonly path: string;
  readonly version: number;
}

function entryOf({ kind, path, version }: Action): TarEntry {
  switch (kind) {
    case "file":
      return file(path, `package ${version}`);
    case "directory":
      return directory(path);
    case "symlink":
      return symlink(path, "target");
    case "whiteout":
      return whiteout(path);
    case "opaque":
      return opaque(path);
  }
}

// Few names, so that layers often meet; each may be a folder here and a package there.
const name = fc.constantFrom("a.pkg", "b.pkg", "any.pkg", "any.pkg.pkg");
const action: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom("file", "file", "file", "directory", "symlink", "whiteout", "opaque"),
  path: fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/")),
  version: fc.nat(99),
});

/**
 * Real archives name the folders above an entry, and where a layer puts a folder in the
 * place of a lower layer's file, it says so by an entry.
 */
function withFolders(layer: readonly Action[]): Action[] {
  return layer.flatMap((one) => {
    const parts = one.path.split("/");
    const above = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
    const folders = one.kind === "opaque" ? [...above, one.path] : above;
    const needed = one.kind === "whiteout" ? [] : folders;
    return [...needed.map((path) => ({ kind: "directory" as const, path, version: 0 })), one];
  });
}

test("layers lie on each other as in a file system", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(action, { maxLength: 8 }).map(withFolders), { minLength: 1, maxLength: 5 }),
      async (layers) => {
        const tree: Tree = new Map();
        const results: LayerResult[] = [];
        for (const layer of layers) {
          applyLayer(tree, layer);
          results.push(await scanLayer({ entries: layer.map(entryOf), compression: "none" }));
        }
        const expected = [...tree].filter(([, content]) => content.startsWith("package"));
        const { files } = overlayLayers(results, 1000);
        const actual = files.map(({ file: { path, packages } }) => [
          path,
          `package ${packages[0]?.version ?? ""}`,
        ]);
        expect(new Map(actual as [string, string][])).toEqual(new Map(expected));
        expect(actual).toHaveLength(expected.length);
      },
    ),
    { numRuns: 250 },
  );
});
