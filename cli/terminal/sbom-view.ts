import { packageName } from "../../core/ecosystems/package-name.ts";
import type { InventoryPackage } from "../../core/contract/inventory.ts";
import type { Inspection } from "../engine.ts";
import { factsOf } from "../image-facts.ts";
import { heading } from "./heading.ts";
import type { Output } from "./output.ts";
import { formatOverview } from "./overview.ts";
import { plural } from "./plural.ts";
import { printable } from "./printable.ts";
import { formatTable } from "./table.ts";
import { formatWarnings } from "./warnings-view.ts";
import { paragraph } from "./wrap.ts";

/**
 * `scout sbom` for people: overview, packages, and what could not be read.
 * @param shown The packages that pass the filters; the overview counts all.
 */
export function formatSbom(
  inspection: Inspection,
  shown: readonly InventoryPackage[],
  output: Output,
): string {
  const { inventory } = inspection;
  const warnings = formatWarnings(inventory.warnings, output);
  return [
    heading("Overview", output),
    formatOverview(factsOf(inspection), output),
    heading("Packages", output),
    shown.length > 0
      ? formatPackages(shown, inventory.layers.length > 0, output)
      : paragraph(noPackages(inventory.packages.length), output.width),
    warnings === "" ? "" : heading("Warnings", output) + warnings,
    "\n",
  ].join("");
}

function formatPackages(
  packages: readonly InventoryPackage[],
  hasLayers: boolean,
  output: Output,
): string {
  const titles = ["Name", "Version", "Type", ...(hasLayers ? ["Layer"] : [])];
  const rows = packages.map((pkg) => [
    printable(packageName(pkg)),
    printable(pkg.version),
    pkg.type,
    ...(hasLayers ? [output.style("dim", String(pkg.locations[0]?.layer ?? 0))] : []),
  ]);
  const header = titles.map((title) => output.style("bold", title));
  return formatTable([header, ...rows], output.tableWidth);
}

function noPackages(all: number): string {
  if (all === 0) return "No packages were found.";
  return `None of ${plural(all, "package")} passes the filter.`;
}
