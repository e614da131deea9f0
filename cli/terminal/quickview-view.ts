import type { Summary } from "../engine.ts";
import type { NextStep } from "../next-steps.ts";
import { formatAssessments } from "./assessments-view.ts";
import { heading } from "./heading.ts";
import type { Output } from "./output.ts";
import { formatOverview } from "./overview.ts";
import { printable } from "./printable.ts";
import { textWidth } from "./text-width.ts";
import { incompleteness } from "./warnings-view.ts";
import { paragraph } from "./wrap.ts";

const INDENT = "  ";
const GAP = "  ";

/** `scout quickview` for people: what the image is, what is wrong with it, how far that is known. */
export function formatQuickview(
  summary: Summary,
  steps: readonly NextStep[],
  output: Output,
): string {
  return [
    "\n",
    formatOverview(summary, output, summary),
    "\n",
    formatAssessments(summary, output),
    formatIncomplete(summary, output),
    heading("What's next", output),
    formatSteps(steps, output),
    "\n",
  ].join("");
}

function formatIncomplete({ warnings }: Summary, output: Output): string {
  if (warnings.length === 0) return "";
  const text = paragraph(`${incompleteness(warnings)}.`, output.width, "    ").trimStart();
  return `\n${INDENT}${output.style("yellow", "!")} ${text}`;
}

/** A command is never broken, for it is there to be copied. */
function formatSteps(steps: readonly NextStep[], output: Output): string {
  const widest = Math.max(...steps.map(({ label }) => textWidth(label)));
  return steps
    .map(({ label, command }) => {
      const text = printable(command);
      const line = `${INDENT}${output.style("dim", label.padEnd(widest))}${GAP}${text}\n`;
      if (INDENT.length + widest + GAP.length + textWidth(text) <= output.width) return line;
      return `${INDENT}${output.style("dim", label)}\n${INDENT}${INDENT}${text}\n`;
    })
    .join("");
}
