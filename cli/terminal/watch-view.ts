import { standingOf } from "../coverage.ts";
import type { Summary } from "../engine.ts";
import type { WatchEvent } from "../watch/watch-events.ts";
import type { Output } from "./output.ts";
import { plural } from "./plural.ts";
import { printable } from "./printable.ts";
import { severityCounts } from "./severity-style.ts";
import { textWidth } from "./text-width.ts";
import { wrapText } from "./wrap.ts";

/** Columns of most counts, so that the names of most lines stand below each other. */
const COUNTS_WIDTH = 15;

/**
 * One image of `scout watch`: when, its vulnerabilities, its name, and how far that is known. One
 * line, or two where it would be too wide.
 */
export function formatWatched(
  { at, name, summary }: Extract<WatchEvent, { kind: "image" }>,
  output: Output,
): string {
  const counts = countsOf(summary, output);
  const gap = " ".repeat(Math.max(2, COUNTS_WIDTH + 2 - textWidth(counts)));
  const time = clockTime(at);
  const line = `${output.style("dim", time)}  ${counts}${gap}${printable(name)}`;
  const remark = remarkOf(summary);
  if (textWidth(line) + 2 + textWidth(remark) <= output.width) {
    return `${line}  ${output.style("dim", remark)}\n`;
  }
  const indent = " ".repeat(time.length + 2);
  const more = wrapText(remark, output.width - indent.length);
  return `${line}\n${more.map((part) => `${indent}${output.style("dim", part)}\n`).join("")}`;
}

/** What could not be analysed, for the notes. */
export function describeProblem(event: Exclude<WatchEvent, { kind: "image" }>): string {
  const when = clockTime(event.at);
  if (event.kind === "skipped") return `${when}  Skipped ${event.name}: ${event.reason}`;
  return `${when}  Failed: ${event.name}: ${event.reason}`;
}

function countsOf({ assessed, counts }: Summary, output: Output): string {
  const standing = standingOf(assessed);
  if (standing === "none") return output.style("yellow", "not assessed");
  if (standing === "no-packages") return output.style("dim", "no packages");
  return severityCounts(counts, output);
}

function remarkOf({ assessed, packageCount, complete, platform }: Summary): string {
  const standing = standingOf(assessed);
  const parts = [
    ...(platform === undefined ? [] : [printable(platform)]),
    plural(packageCount, "package"),
    ...(complete ? [] : ["incomplete"]),
    ...(standing === "starter" ? ["starter set only"] : []),
    ...(standing === "part" ? ["not all was assessed"] : []),
  ];
  return parts.join(", ");
}

/** UTC, to the second. */
function clockTime(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")}Z`;
}
