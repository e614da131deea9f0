import type { SeverityCounts } from "../../core/contract/findings.ts";
import { SEVERITIES, type Severity } from "../../core/contract/vocabulary.ts";
import type { Output, Style } from "./output.ts";

const STYLES: Readonly<Record<Severity, readonly Style[]>> = {
  critical: ["bold", "magenta"],
  high: ["red"],
  medium: ["yellow"],
  low: ["cyan"],
  unspecified: ["dim"],
};

const LETTERS: Readonly<Record<Severity, string>> = {
  critical: "C",
  high: "H",
  medium: "M",
  low: "L",
  unspecified: "?",
};

/** The severity's word in its colour. */
export function severityWord(severity: Severity, output: Output): string {
  return output.style(STYLES[severity], severity.toUpperCase());
}

/** Counts in one short line, `2C 5H 0M 1L`, with `3?` only where there are any. */
export function severityCounts(counts: SeverityCounts, output: Output): string {
  return SEVERITIES.filter((severity) => severity !== "unspecified" || counts.unspecified > 0)
    .map((severity) => {
      const text = `${counts[severity]}${LETTERS[severity]}`;
      return output.style(counts[severity] === 0 ? "dim" : STYLES[severity], text);
    })
    .join(" ");
}
