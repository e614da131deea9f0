import type { Assessment, SeverityCounts } from "../../core/contract/findings.ts";
import { standingOf } from "../coverage.ts";
import type { ImageFacts } from "../image-facts.ts";
import { formatBytes } from "./bytes.ts";
import { formatFields } from "./fields.ts";
import type { Output } from "./output.ts";
import { formatCount, plural } from "./plural.ts";
import { printable } from "./printable.ts";
import { severityCounts } from "./severity-style.ts";

/** What was found to be wrong, and in how much of the image it was looked for. */
export interface OverviewCounts {
  readonly counts: SeverityCounts;
  readonly assessed: readonly Assessment[];
}

/** What the image is, in a few rows; with its vulnerabilities where they were looked for. */
export function formatOverview(facts: ImageFacts, output: Output, found?: OverviewCounts): string {
  const { name, digest, platform, distribution } = facts;
  const rows: [string, string][] = [["Target", printable(name)]];
  if (digest !== undefined) rows.push(["Digest", digest]);
  if (platform !== undefined) rows.push(["Platform", printable(platform)]);
  rows.push(
    ["Distribution", printable(distribution ?? "none found")],
    ["Size", sizeOf(facts)],
    ["Packages", packagesOf(facts, output)],
  );
  if (found !== undefined) rows.push(["Vulnerabilities", vulnerabilities(found, output)]);
  const styleLabel = (label: string): string => output.style("dim", label);
  return formatFields(rows, { width: output.width, indent: 2, styleLabel });
}

/** A folder has no layers; what counts there is what it holds. */
function sizeOf({ digest, size, layerCount }: ImageFacts): string {
  if (digest === undefined) return `${formatBytes(size)} of files`;
  return `${formatBytes(size)} in ${plural(layerCount, "layer")}`;
}

function packagesOf({ packageCount, complete }: ImageFacts, output: Output): string {
  const count = formatCount(packageCount);
  return complete ? count : `${count} ${output.style("yellow", "(incomplete)")}`;
}

function vulnerabilities({ counts, assessed }: OverviewCounts, output: Output): string {
  const text = severityCounts(counts, output);
  switch (standingOf(assessed)) {
    case "no-packages":
      return "no packages to assess";
    case "none":
      return output.style("yellow", "not assessed");
    case "part":
      return `${text} ${output.style("yellow", "(not all was assessed)")}`;
    case "starter":
      return `${text} ${output.style("yellow", "(starter set only)")}`;
    case "full":
      return text;
  }
}
