import type { InventoryPackage } from "../contract/inventory.ts";

/**
 * A package's name as people of its ecosystem write it. A distribution's packages have the
 * distribution as namespace, which nobody writes.
 */
export function packageName(pkg: InventoryPackage): string {
  if (pkg.namespace === undefined || pkg.type === "deb" || pkg.type === "apk") return pkg.name;
  return pkg.type === "maven" ? `${pkg.namespace}:${pkg.name}` : `${pkg.namespace}/${pkg.name}`;
}

/** What a package is found by: its whole name and the part behind its namespace, in lower case. */
export function packageTerms(pkg: InventoryPackage): readonly string[] {
  return [...new Set([packageName(pkg).toLowerCase(), pkg.name.toLowerCase()])];
}
