import { describe, expect, test } from "@jest/globals";
import type { Inventory, InventoryLayer } from "../../../../core/contract/inventory.ts";
import { compareInventories } from "../../../../core/images/compare/inventories.ts";

function layer(digest: string, diffId?: string): InventoryLayer {
  const own = { digest, mediaType: "layer", size: 10, packageCount: 0 };
  return diffId === undefined ? own : { ...own, diffId };
}

function inventory(layers: readonly InventoryLayer[], more: Partial<Inventory> = {}): Inventory {
  return {
    schemaVersion: 1,
    analyzerVersion: "1",
    size: layers.length * 10,
    layers: [...layers],
    packages: [],
    warnings: [],
    ...more,
  };
}

describe("layers", () => {
  test.each<[string, InventoryLayer[], InventoryLayer[], number]>([
    ["the same", [layer("a"), layer("b")], [layer("a"), layer("b")], 2],
    ["none", [layer("a")], [layer("b")], 0],
    ["a base", [layer("a"), layer("b")], [layer("a"), layer("c"), layer("b")], 1],
    ["compressed anew", [layer("a", "x")], [layer("b", "x")], 1],
    ["without a claim of the content", [layer("a")], [layer("b", "x")], 0],
  ])("%s: shared up to the first that differs", (_, from, to, shared) => {
    const { layers, size } = compareInventories(inventory(from), inventory(to));
    expect(layers.shared).toHaveLength(shared);
    expect(layers.from).toEqual(from.slice(shared));
    expect(layers.to).toEqual(to.slice(shared));
    expect(size).toEqual({ from: from.length * 10, to: to.length * 10, shared: shared * 10 });
  });
});

test("configuration: what differs, and nothing else", () => {
  const from = inventory([], {
    platform: { os: "linux", architecture: "arm64", variant: "v8" },
    config: { user: "root", environmentNames: ["PATH"], labels: { a: "1" } },
  });
  const to = inventory([], {
    platform: { os: "linux", architecture: "amd64" },
    distribution: { id: "debian", prettyName: "Debian 12" },
    config: { user: "root", environmentNames: ["LANG", "PATH"], labels: { a: "2" } },
  });
  expect(compareInventories(from, to).configuration).toEqual([
    { name: "distribution", from: null, to: ["Debian 12"] },
    { name: "environmentNames", from: ["PATH"], to: ["LANG", "PATH"] },
    { name: "labels.a", from: ["1"], to: ["2"] },
    { name: "platform", from: ["linux/arm64/v8"], to: ["linux/amd64"] },
  ]);
});
