import type { Output } from "./output.ts";

/** The title of a part of a report. */
export function heading(title: string, output: Output): string {
  return `\n  ${output.style("bold", `## ${title}`)}\n\n`;
}
