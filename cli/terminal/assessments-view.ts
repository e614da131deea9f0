import type { Assessment } from "../../core/contract/findings.ts";
import type { Coverage } from "../../core/contract/vocabulary.ts";
import type { AssessedPackages } from "../engine.ts";
import { formatFields } from "./fields.ts";
import type { Output, Style } from "./output.ts";
import { plural } from "./plural.ts";
import { printable } from "./printable.ts";
import { paragraph, wrapText } from "./wrap.ts";

const MARKS: Readonly<Record<Coverage, { readonly mark: string; readonly style: Style }>> = {
  full: { mark: "✓", style: "green" },
  starter: { mark: "!", style: "yellow" },
  "not-assessed": { mark: "✗", style: "red" },
};

/** How each ecosystem was assessed, and how to have it assessed in full. */
export function formatAssessments(packages: AssessedPackages, output: Output): string {
  const { assessed, advisoryCounts } = packages;
  if (assessed.length === 0) return "  No packages were found.\n";
  const styles = new Map(Object.values(MARKS).map(({ mark, style }) => [mark, style]));
  const rows = assessed.map((assessment): [string, string] => [
    `${MARKS[assessment.coverage].mark} ${printable(assessment.ecosystem)}`,
    printable(describe(assessment, advisoryCounts)),
  ]);
  const styleLabel = (label: string): string => {
    const mark = label.slice(0, 1);
    return output.style(styles.get(mark) ?? "dim", mark) + label.slice(1);
  };
  return (
    formatFields(rows, { width: output.width, indent: 2, styleLabel }) + advise(packages, output)
  );
}

function describe(
  { ecosystem, packageCount, coverage, asOf, reason }: Assessment,
  advisoryCounts: ReadonlyMap<string, number>,
): string {
  const packages = plural(packageCount, "package");
  const count = advisoryCounts.get(ecosystem);
  const advisories = count === undefined ? "" : ` of ${plural(count, "advisory", "advisories")}`;
  switch (coverage) {
    case "full":
      return `${packages}, full set${advisories} as of ${asOf?.slice(0, 10) ?? "an unknown date"}`;
    case "starter":
      return `${packages}, starter set${advisories} only`;
    case "not-assessed":
      return `${packages}, not assessed${reason === undefined ? "" : `: ${reason}`}`;
  }
}

function advise({ origin, assessed, syncCommand }: AssessedPackages, output: Output): string {
  const starter = assessed.some(({ coverage }) => coverage === "starter");
  const meaning = starter ? "The starter set names a few well-known vulnerabilities only. " : "";
  if (syncCommand !== undefined) {
    const lines = wrapText(syncCommand, output.width - 6).map(printable);
    return `\n${paragraph(`${meaning}To download the full set:`, output.width)}    ${lines.join(" \\\n      ")}\n`;
  }
  if (!starter || origin === "local") return "";
  return `\n${paragraph(`${meaning}The service downloads the full set where it can reach the internet.`, output.width)}`;
}
