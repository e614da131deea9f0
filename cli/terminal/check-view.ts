import type { CheckReport } from "../../core/contract/check-report.ts";
import { outcomeMark } from "./status-style.ts";
import type { Output } from "./output.ts";
import { plural } from "./plural.ts";
import { printable } from "./printable.ts";
import { formatTime } from "./times.ts";
import { paragraph, wrapText } from "./wrap.ts";

/** `scout integration check`: each thing that was looked at, and what to do about it. */
export function formatCheckReport(
  { integrationId, checkedAt, findings }: CheckReport,
  registry: string | null,
  output: Output,
): string {
  const name = registry === null ? integrationId : `${integrationId} (${registry})`;
  return [
    "\n",
    paragraph(printable(`${name}, checked ${formatTime(checkedAt)}`), output.width),
    "\n",
    ...findings.map((finding) => formatFinding(finding, output)),
    "\n",
    paragraph(sumUp(findings), output.width),
    "\n",
  ].join("");
}

function formatFinding(
  { outcome, message, remedy }: CheckReport["findings"][number],
  output: Output,
): string {
  const [first = "", ...others] = wrapText(printable(message), output.width - 4);
  return [
    `  ${outcomeMark(outcome, output)} ${first}\n`,
    ...others.map((line) => `    ${line}\n`),
    remedy === null
      ? ""
      : paragraph(printable(remedy), output.width, "    ")
          .replace(/^ {4}/, "    → ")
          .replaceAll("\n    ", "\n      "),
  ].join("");
}

function sumUp(findings: CheckReport["findings"]): string {
  const count = (wanted: string): number =>
    findings.filter(({ outcome }) => outcome === wanted).length;
  const [errors, warnings] = [count("error"), count("warning")];
  if (errors + warnings === 0) return "All is well.";
  const parts = [
    ...(errors === 0 ? [] : [`${plural(errors, "thing")} broken`]),
    ...(warnings === 0 ? [] : [plural(warnings, "warning")]),
  ];
  return `${parts.join(", ")}.`;
}
