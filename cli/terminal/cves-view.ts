import type { Assessment, Finding } from "../../core/contract/findings.ts";
import type { InventoryPackage } from "../../core/contract/inventory.ts";
import { SEVERITIES } from "../../core/contract/vocabulary.ts";
import { countBySeverity } from "../../core/findings/counts.ts";
import type { Analysis } from "../analysis.ts";

import { formatOverview } from "./overview.ts";
import type { Output } from "./output.ts";
import { printable } from "./printable.ts";
import { severityCounts, severityWord } from "./severity-style.ts";
import { formatTable } from "./table.ts";

/** `scout cves` for people: overview, vulnerabilities by package, what was assessed, totals. */
export function formatCves(analysis: Analysis, output: Output): string {
  const { inventory, report } = analysis;
  const packages = new Map(inventory.packages.map((entry) => [entry.purl, entry]));
  const groups = [...Map.groupBy(report.findings, ({ purl }) => purl)];
  return [
    heading("Overview", output),
    formatOverview(analysis, output),
    ...(groups.length === 0 ? [] : [heading("Packages and vulnerabilities", output)]),
    ...groups.map(([purl, findings]) => formatPackage(packages.get(purl), findings, output)),
    heading("What was assessed", output),
    formatAssessments(report.assessed, output),
    formatTotals(report.findings, groups.length, output),
  ].join("");
}

function heading(title: string, output: Output): string {
  return `\n  ${output.style("bold", `## ${title}`)}\n\n`;
}

function formatPackage(
  found: InventoryPackage | undefined,
  findings: readonly Finding[],
  output: Output,
): string {
  const counts = severityCounts(countBySeverity(findings), output);
  const title = found === undefined ? "" : printable(`${found.name} ${found.version}`);
  const purl = printable(found?.purl ?? findings[0]?.purl ?? "");
  const place = found?.locations[0];
  return [
    `  ${counts}  ${output.style("bold", title)}\n`,
    `  ${output.style("dim", purl)}\n`,
    place === undefined
      ? ""
      : `  ${output.style("dim", printable(`${place.path} (layer ${place.layer})`))}\n`,
    "\n",
    ...findings.map((finding) => formatFinding(finding, output)),
  ].join("");
}

function formatFinding(finding: Finding, output: Output): string {
  const { id, severity, summary, status, cvss, references } = finding;
  const mark = status === "unknown" ? output.style("yellow", "?") : output.style("red", "✗");
  const rows = [
    ["Affected range", finding.affectedRange],
    ["Fixed version", finding.fixedVersion ?? "not fixed"],
    ...(cvss === undefined ? [] : [["CVSS", `${cvss.score} (v${cvss.version}) ${cvss.vector}`]]),
    ...(references?.[0] === undefined ? [] : [["More", references[0]]]),
  ];
  return [
    `    ${mark} ${severityWord(severity, output)} ${output.style("bold", printable(id))}\n`,
    summary === undefined ? "" : `      ${printable(summary)}\n`,
    status === "unknown"
      ? `      The version could not be compared: it may or may not be affected.\n`
      : "",
    formatTable(
      rows.map((row) => row.map(printable)),
      "      ",
    ),
    "\n",
  ].join("");
}

function formatAssessments(assessed: readonly Assessment[], output: Output): string {
  if (assessed.length === 0) return "  No packages were found.\n";
  return formatTable(
    assessed.map(({ ecosystem, packageCount, coverage, asOf, reason }) => [
      ecosystem,
      `${packageCount} packages`,
      {
        full: `full, as of ${asOf?.slice(0, 10) ?? "an unknown date"}`,
        starter: output.style("yellow", "starter set only: npm run advisories -- --sync"),
        "not-assessed": output.style("yellow", `not assessed${reason ? `: ${reason}` : ""}`),
      }[coverage],
    ]),
  );
}

function formatTotals(findings: readonly Finding[], packages: number, output: Output): string {
  const counts = countBySeverity(findings);
  const total = SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0);
  if (total === 0) return `\n  No vulnerability was found in what was assessed.\n\n`;
  const rows = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) => [
    String(counts[severity]).padStart(6),
    severityWord(severity, output),
  ]);
  const noun = total === 1 ? "vulnerability" : "vulnerabilities";
  return `\n  ${total} ${noun} found in ${packages} ${packages === 1 ? "package" : "packages"}\n${formatTable(rows)}\n`;
}
