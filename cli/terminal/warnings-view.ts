import type { AnalysisWarning } from "../../core/contract/inventory.ts";
import type { Output } from "./output.ts";
import { plural } from "./plural.ts";
import { printable } from "./printable.ts";
import { paragraph, wrapText } from "./wrap.ts";

/** A screen of them; JSON has them all. */
const SHOWN = 20;

/** What could not be read, one by one; empty where all was. */
export function formatWarnings(warnings: readonly AnalysisWarning[], output: Output): string {
  if (warnings.length === 0) return "";
  const more = warnings.length - SHOWN;
  return [
    paragraph(`${incompleteness(warnings)}:`, output.width),
    ...warnings.slice(0, SHOWN).map((warning) => formatWarning(warning, output)),
    more > 0 ? paragraph(`… and ${more} more: --format json lists all.`, output.width, "    ") : "",
  ].join("");
}

/** The same in a few words, with the command that lists them. */
export function formatWarningCount(
  warnings: readonly AnalysisWarning[],
  sbomCommand: string,
  output: Output,
): string {
  if (warnings.length === 0) return "";
  return [
    `  ${output.style("yellow", "!")} `,
    paragraph(`${incompleteness(warnings)}. They are listed by:`, output.width, "    ").trimStart(),
    `      ${printable(sbomCommand)}\n`,
  ].join("");
}

/** How much was not read, and what that means. */
export function incompleteness(warnings: readonly AnalysisWarning[]): string {
  const verb = warnings.length === 1 ? "was" : "were";
  return `${plural(warnings.length, "thing")} ${verb} not read as it should be, so packages may be missing`;
}

function formatWarning({ path, message }: AnalysisWarning, output: Output): string {
  const text = path === undefined || message.includes(path) ? message : `${path}: ${message}`;
  const [first = "", ...others] = wrapText(printable(text), output.width - 6);
  return [
    `    ${output.style("yellow", "!")} ${first}\n`,
    ...others.map((line) => `      ${line}\n`),
  ].join("");
}
