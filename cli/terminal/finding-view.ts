import type { Finding } from "../../core/contract/findings.ts";
import type { InventoryPackage, PackageLocation } from "../../core/contract/inventory.ts";
import { packageName } from "../../core/ecosystems/package-name.ts";
import { countBySeverity } from "../../core/findings/counts.ts";
import { formatFields } from "./fields.ts";
import type { Output } from "./output.ts";
import { plural } from "./plural.ts";
import { printable } from "./printable.ts";
import { severityCounts, severityWord } from "./severity-style.ts";
import { paragraph } from "./wrap.ts";

/** A package with its vulnerabilities. */
export interface PackageFindings {
  readonly purl: string;
  /** As the inventory has it. */
  readonly found: InventoryPackage | undefined;
  readonly findings: readonly Finding[];
}

/** One package: what it is, where it is, and its vulnerabilities one by one. */
export function formatPackage(
  { purl, found, findings }: PackageFindings,
  hasLayers: boolean,
  output: Output,
): string {
  const counts = severityCounts(countBySeverity(findings), output);
  const title = printable(found === undefined ? purl : `${packageName(found)} ${found.version}`);
  const places = formatPlaces(found?.locations ?? [], hasLayers, output);
  return [
    formatFields([[counts, title]], {
      width: output.width,
      indent: 2,
      styleValue: (line) => output.style("bold", line),
    }),
    `  ${output.style("dim", printable(purl))}\n`,
    places,
    ...findings.map((finding) => `\n${formatFinding(finding, output)}`),
  ].join("");
}

function formatPlaces(
  locations: readonly PackageLocation[],
  hasLayers: boolean,
  output: Output,
): string {
  const [first, ...others] = locations;
  if (first === undefined) return "";
  const path = printable(first.path);
  const more = others.length === 0 ? "" : `and ${plural(others.length, "more place")}`;
  if (!hasLayers) return [path, more].map((line) => paragraph(line, output.width)).join("");
  const styleLabel = (label: string): string => output.style("dim", label);
  const layout = { width: output.width, indent: 2, styleLabel };
  return formatFields(
    [
      [`layer ${first.layer}`, path],
      ["", more],
    ],
    layout,
  );
}

function formatFinding(finding: Finding, output: Output): string {
  const { id, severity, summary, status, cvss, references, affectedRange, fixedVersion } = finding;
  const unknown = status === "unknown";
  const rows: [string, string][] = [
    ["Affected range", affectedRange],
    ["Fixed version", fixedVersion ?? "not fixed"],
  ];
  if (cvss !== undefined) rows.push(["CVSS", `${cvss.score} (v${cvss.version}) ${cvss.vector}`]);
  if (references?.[0] !== undefined) rows.push(["More", references[0]]);
  const mark = unknown ? output.style("yellow", "?") : output.style("red", "✗");
  const note =
    "Its version could not be compared: it may or may not be affected. Counted as unspecified.";
  return [
    `    ${mark} ${severityWord(severity, output)} ${output.style("bold", printable(id))}\n`,
    summary === undefined ? "" : paragraph(printable(summary), output.width, "      "),
    unknown ? paragraph(note, output.width, "      ") : "",
    formatFields(
      rows.map(([label, value]) => [label, printable(value)]),
      { width: output.width, indent: 6 },
    ),
  ].join("");
}
