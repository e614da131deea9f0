import type { Inventory, InventoryPackage } from "../../core/contract/inventory.ts";
import { packageName, packageTerms } from "../../core/ecosystems/package-name.ts";
import { fingerprintOf } from "./read-model-values.ts";
import type { Statements } from "./statements.ts";

/**
 * Packages of a set, roughly. A layer with more is split by the packages' fingerprints, so
 * that a big layer pushed again with a few changed packages shares most of its sets.
 */
const SET_SIZE = 256;

/** A package of an image with its places in one layer. */
export interface PlacedPackage {
  readonly pkg: InventoryPackage;
  readonly fingerprint: Buffer;
  readonly paths: readonly string[];
  /** This is the lowest layer that holds it: its findings belong here. */
  readonly first: boolean;
}

/** Packages of one layer, or a part of them: what is stored once for all images that have it. */
export interface PackageSet {
  readonly layer: number;
  readonly packages: readonly PlacedPackage[];
}

/** An inventory's packages as sets by layer, in an order that depends on nothing else. */
export function packageSetsOf(inventory: Inventory): readonly PackageSet[] {
  const layers = new Map<number, PlacedPackage[]>();
  for (const pkg of inventory.packages) {
    const fingerprint = packageFingerprint(pkg);
    const first = Math.min(...pkg.locations.map((location) => location.layer));
    for (const [layer, paths] of pathsByLayer(pkg)) {
      const placed = layers.get(layer) ?? [];
      layers.set(layer, placed);
      placed.push({ pkg, fingerprint, paths, first: layer === first });
    }
  }
  return [...layers]
    .sort(([a], [b]) => a - b)
    .flatMap(([layer, placed]) => split(placed).map((packages) => ({ layer, packages })));
}

/** A package without a place is in the lowest layer, at no path. */
function pathsByLayer(pkg: InventoryPackage): ReadonlyMap<number, readonly string[]> {
  if (pkg.locations.length === 0) return new Map([[0, []]]);
  const layers = new Map<number, string[]>();
  for (const { layer, path } of pkg.locations) {
    const paths = layers.get(layer) ?? [];
    layers.set(layer, paths);
    paths.push(path);
  }
  return layers;
}

function split(placed: readonly PlacedPackage[]): readonly (readonly PlacedPackage[])[] {
  const sorted = placed.toSorted((a, b) => Buffer.compare(a.fingerprint, b.fingerprint));
  let buckets = 1;
  while (buckets * SET_SIZE < sorted.length) buckets *= 2;
  const sets = Array.from({ length: buckets }, (): PlacedPackage[] => []);
  for (const one of sorted) sets[one.fingerprint.readUInt16BE(0) % buckets]?.push(one);
  return sets.filter((set) => set.length > 0);
}

function packageFingerprint(pkg: InventoryPackage): Buffer {
  return fingerprintOf([
    pkg.purl,
    pkg.ecosystem,
    pkg.namespace ?? null,
    pkg.name,
    pkg.version,
    pkg.architecture ?? null,
    pkg.sourceName ?? null,
    pkg.sourceVersion ?? null,
    pkg.licenses ?? [],
  ]);
}

/** Stores a set unless it is there. @returns Its identifier. */
export function storePackageSet(sql: Statements, set: PackageSet): number {
  const fingerprint = fingerprintOf(
    set.packages.map((one) => [one.fingerprint.toString("hex"), one.paths]),
  );
  const known = sql.first("SELECT id FROM package_set WHERE fingerprint = ?", fingerprint);
  if (known) return known.integer("id");
  const id = sql.run("INSERT INTO package_set (fingerprint) VALUES (?)", fingerprint);
  for (const one of set.packages) {
    sql.run(
      "INSERT INTO package_set_member (package_set, package, paths) VALUES (?, ?, ?)",
      id,
      storePackage(sql, one),
      JSON.stringify(one.paths),
    );
  }
  return id;
}

function storePackage(sql: Statements, { pkg, fingerprint }: PlacedPackage): number {
  const known = packageIdOf(sql, fingerprint);
  if (known !== undefined) return known;
  const name = packageName(pkg);
  const id = sql.run(
    `INSERT INTO package (fingerprint, purl, type, ecosystem, name, sort_name, version,
       architecture, source_name, source_version, licenses, image_count)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    fingerprint,
    pkg.purl,
    pkg.type,
    pkg.ecosystem,
    name,
    name.toLowerCase(),
    pkg.version,
    pkg.architecture ?? null,
    pkg.sourceName ?? null,
    pkg.sourceVersion ?? null,
    JSON.stringify(pkg.licenses ?? []),
  );
  for (const term of packageTerms(pkg)) {
    sql.run("INSERT INTO package_term (term, package) VALUES (?, ?)", term, id);
  }
  return id;
}

/** Identifier of a stored package by its fingerprint. */
export function packageIdOf(sql: Statements, fingerprint: Buffer): number | undefined {
  return sql.first("SELECT id FROM package WHERE fingerprint = ?", fingerprint)?.integer("id");
}
