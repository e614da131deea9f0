import type { InventoryPackage } from "../contract/inventory.ts";
import { ecosystemById } from "../ecosystems/index.ts";

/** Whether a package was installed by the distribution's own package manager, so is a part of it. */
export function isOfDistribution({ ecosystem }: InventoryPackage): boolean {
  return ecosystemById(ecosystem)?.distribution === true;
}
