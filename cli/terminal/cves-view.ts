import type { Finding, FindingReport } from "../../core/contract/findings.ts";
import { SEVERITIES } from "../../core/contract/vocabulary.ts";
import { countBySeverity } from "../../core/findings/counts.ts";
import { standingOf } from "../coverage.ts";
import type { Analysis } from "../engine.ts";
import { factsOf } from "../image-facts.ts";
import { formatAssessments } from "./assessments-view.ts";
import { formatPackage } from "./finding-view.ts";
import { heading } from "./heading.ts";
import type { Output } from "./output.ts";
import { formatOverview } from "./overview.ts";
import { formatCount, plural } from "./plural.ts";
import { severityWord } from "./severity-style.ts";
import { formatWarningCount } from "./warnings-view.ts";
import { paragraph } from "./wrap.ts";

/**
 * `scout cves` for people: overview, vulnerabilities by package, what was assessed, totals.
 * @param shown The findings that pass the filters; the overview counts all.
 * @param sbomCommand Lists what could not be read.
 */
export function formatCves(
  analysis: Analysis,
  shown: readonly Finding[],
  sbomCommand: string,
  output: Output,
): string {
  const { inventory, report } = analysis;
  const packages = new Map(inventory.packages.map((entry) => [entry.purl, entry]));
  const groups = [...Map.groupBy(shown, ({ purl }) => purl)];
  const hasLayers = inventory.layers.length > 0;
  return [
    heading("Overview", output),
    formatOverview(factsOf(analysis), output, report),
    ...(groups.length === 0 ? [] : [heading("Packages and vulnerabilities", output)]),
    groups
      .map(([purl, findings]) =>
        formatPackage({ purl, found: packages.get(purl), findings }, hasLayers, output),
      )
      .join("\n"),
    heading("What was assessed", output),
    formatAssessments({ ...analysis, assessed: report.assessed }, output),
    prefixed("\n", formatWarningCount(inventory.warnings, sbomCommand, output)),
    "\n",
    formatTotals(report, shown, groups.length, output),
    "\n",
  ].join("");
}

function prefixed(prefix: string, text: string): string {
  return text === "" ? "" : prefix + text;
}

function formatTotals(
  report: FindingReport,
  shown: readonly Finding[],
  packages: number,
  output: Output,
): string {
  const all = differentIn(report.findings);
  if (all === 0) return paragraph(nothingFound(report), output.width);
  const count = differentIn(shown);
  const total = plural(all, "vulnerability", "vulnerabilities");
  if (count === 0) return paragraph(`None of ${total} passes the filters.`, output.width);
  const places = `in ${plural(packages, "package")}`;
  const sentence =
    shown.length === report.findings.length
      ? `${total} found ${places}`
      : `${formatCount(count)} of ${total} shown, ${places}`;
  const counts = countBySeverity(shown);
  const lines = SEVERITIES.filter((severity) => counts[severity] > 0).map(
    (severity) =>
      `  ${formatCount(counts[severity]).padStart(6)}  ${severityWord(severity, output)}\n`,
  );
  return paragraph(sentence, output.width) + lines.join("");
}

/** Vulnerabilities, however many packages each is in. */
function differentIn(findings: readonly Finding[]): number {
  return new Set(findings.map(({ id }) => id)).size;
}

function nothingFound({ assessed }: FindingReport): string {
  switch (standingOf(assessed)) {
    case "no-packages":
      return "No packages were found, so there was nothing to assess.";
    case "none":
      return "Nothing was assessed: whether these packages have vulnerabilities is not known.";
    case "part":
      return "No vulnerability was found in what was assessed. The rest is not known.";
    case "starter":
      return "No vulnerability of the starter set was found. Others are not known.";
    case "full":
      return "No vulnerability was found.";
  }
}
