import type { ImageComparison } from "../../contract/api-compare.ts";
import type { Inventory, InventoryLayer } from "../../contract/inventory.ts";

/** Parts of a comparison that inventories tell. */
type Compared = Pick<ImageComparison, "layers" | "size" | "configuration">;

/**
 * Compares layers, sizes and configuration. Layers are shared from the lowest up to the first
 * that differs: a layer above another one is another thing, though its content be the same.
 */
export function compareInventories(from: Inventory, to: Inventory): Compared {
  let shared = 0;
  for (const [index, layer] of from.layers.entries()) {
    const other = to.layers[index];
    if (!other || !isSameLayer(layer, other)) break;
    shared += 1;
  }
  const base = to.layers.slice(0, shared);
  return {
    layers: { shared: base, from: from.layers.slice(shared), to: to.layers.slice(shared) },
    size: {
      from: from.size,
      to: to.size,
      shared: base.reduce((sum, layer) => sum + layer.size, 0),
    },
    configuration: compareFacts(factsOf(from), factsOf(to)),
  };
}

/** By the uncompressed content where both tell it: it may have been compressed anew. */
function isSameLayer(a: InventoryLayer, b: InventoryLayer): boolean {
  if (a.digest === b.digest) return true;
  return a.diffId !== undefined && a.diffId === b.diffId;
}

type Facts = ReadonlyMap<string, readonly string[]>;

function factsOf({ platform, distribution, config = {} }: Inventory): Facts {
  const { labels = {}, ...own } = config;
  const facts = new Map<string, readonly string[]>();
  if (platform) {
    const { os, architecture, variant } = platform;
    facts.set("platform", [
      [os, architecture, ...(variant === undefined ? [] : [variant])].join("/"),
    ]);
  }
  const system = distribution?.prettyName ?? distribution?.id;
  if (system !== undefined) facts.set("distribution", [system]);
  for (const [name, value = []] of Object.entries(own)) facts.set(name, [value].flat());
  for (const [name, value] of Object.entries(labels)) facts.set(`labels.${name}`, [value]);
  return facts;
}

function compareFacts(from: Facts, to: Facts): ImageComparison["configuration"] {
  const names = [...new Set([...from.keys(), ...to.keys()])].sort();
  return names
    .map((name) => ({ name, from: listOf(from, name), to: listOf(to, name) }))
    .filter((fact) => JSON.stringify(fact.from) !== JSON.stringify(fact.to));
}

function listOf(facts: Facts, name: string): string[] | null {
  const values = facts.get(name);
  return values ? [...values] : null;
}
