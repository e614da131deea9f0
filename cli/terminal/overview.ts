import type { Inventory } from "../../core/contract/inventory.ts";
import { formatPlatform } from "../../core/oci/platform.ts";
import { standingOf } from "../coverage.ts";
import type { Analysis, Inspection } from "../engine.ts";
import { formatBytes } from "./bytes.ts";
import { formatFields } from "./fields.ts";
import type { Output } from "./output.ts";
import { formatCount, plural } from "./plural.ts";
import { printable } from "./printable.ts";
import { severityCounts } from "./severity-style.ts";

/** What the image is, in a few rows; with its vulnerabilities where they were looked for. */
export function formatOverview(
  { name, inventory }: Inspection,
  output: Output,
  analysis?: Analysis,
): string {
  const { digest, platform, distribution } = inventory;
  const rows: [string, string][] = [["Target", printable(name)]];
  if (digest !== undefined) rows.push(["Digest", digest]);
  if (platform !== undefined) rows.push(["Platform", printable(formatPlatform(platform))]);
  rows.push(
    ["Distribution", printable(distribution?.prettyName ?? distribution?.id ?? "none found")],
    ["Size", sizeOf(inventory)],
    ["Packages", formatCount(inventory.packages.length)],
  );
  if (analysis !== undefined) rows.push(["Vulnerabilities", vulnerabilities(analysis, output)]);
  const styleLabel = (label: string): string => output.style("dim", label);
  return formatFields(rows, { width: output.width, indent: 2, styleLabel });
}

/** A folder has no layers; what counts there is what it holds. */
function sizeOf({ digest, size, layers }: Inventory): string {
  if (digest === undefined) return `${formatBytes(size)} of files`;
  return `${formatBytes(size)} in ${plural(layers.length, "layer")}`;
}

function vulnerabilities({ report }: Analysis, output: Output): string {
  const counts = severityCounts(report.counts, output);
  switch (standingOf(report.assessed)) {
    case "no-packages":
      return "no packages to assess";
    case "none":
      return output.style("yellow", "not assessed");
    case "part":
      return `${counts} ${output.style("yellow", "(not all was assessed)")}`;
    case "starter":
      return `${counts} ${output.style("yellow", "(starter set only)")}`;
    case "full":
      return counts;
  }
}
