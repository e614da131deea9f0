import { packageName } from "../core/ecosystems/package-name.ts";
import type { Finding } from "../core/contract/findings.ts";
import type { InventoryPackage } from "../core/contract/inventory.ts";
import type { Severity } from "../core/contract/vocabulary.ts";
import type { Analysis } from "./engine.ts";

/** Which findings a command shows; all conditions given must hold. */
export interface FindingFilter {
  readonly onlySeverity?: readonly Severity[];
  readonly onlyFixed?: boolean;
  readonly onlyUnfixed?: boolean;
  /** Names of packages, or purls. */
  readonly onlyPackage?: readonly string[];
}

/** The findings that pass. */
export function filterFindings({ inventory, report }: Analysis, filter: FindingFilter): Finding[] {
  const { onlySeverity, onlyFixed, onlyUnfixed, onlyPackage } = filter;
  const wanted = onlyPackage && new Set(onlyPackage.map((name) => name.toLowerCase()));
  const purls =
    wanted &&
    new Set(inventory.packages.filter((pkg) => isNamed(pkg, wanted)).map(({ purl }) => purl));
  return report.findings.filter(
    ({ severity, fixedVersion, purl }) =>
      (onlySeverity?.includes(severity) ?? true) &&
      (onlyFixed !== true || fixedVersion !== undefined) &&
      (onlyUnfixed !== true || fixedVersion === undefined) &&
      (purls?.has(purl) ?? true),
  );
}

/** Those of the names that no package of the image has. */
export function unknownNames(
  { inventory }: Analysis,
  names: readonly string[] | undefined,
): string[] {
  return (names ?? []).filter((name) => {
    const wanted = new Set([name.toLowerCase()]);
    return !inventory.packages.some((pkg) => isNamed(pkg, wanted));
  });
}

/** By the whole name, by the part behind its namespace, by its source package, or by purl. */
function isNamed(pkg: InventoryPackage, wanted: ReadonlySet<string>): boolean {
  return [packageName(pkg), pkg.name, pkg.sourceName ?? pkg.name, pkg.purl].some((name) =>
    wanted.has(name.toLowerCase()),
  );
}
