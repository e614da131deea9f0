import { textWidth } from "./text-width.ts";
import { wrapText } from "./wrap.ts";

const GAP = 2;

/** How fields are laid out. */
export interface FieldLayout {
  /** Columns of a line. */
  readonly width: number;
  /** Columns before a label. */
  readonly indent: number;
  /** For the labels. */
  readonly styleLabel?: (label: string) => string;
  /** For each line of a value. */
  readonly styleValue?: (line: string) => string;
}

/**
 * Labels with their values beside them, one below the other. Values are wrapped; a word
 * that is too long for its column (a digest, a CVSS vector) gets a line of its own.
 */
export function formatFields(
  rows: readonly (readonly [label: string, value: string])[],
  { width, indent, styleLabel = asItIs, styleValue = asItIs }: FieldLayout,
): string {
  const labelWidth = rows.reduce((widest, [label]) => Math.max(widest, textWidth(label)), 0);
  const start = indent + labelWidth + GAP;
  const lines: string[] = [];
  for (const [label, value] of rows) {
    const room = width - start;
    let head = " ".repeat(indent) + styleLabel(label);
    let position = indent + textWidth(label);
    for (const line of wrapText(value, room)) {
      if (textWidth(line) <= room) {
        lines.push(head + " ".repeat(start - position) + styleValue(line));
      } else {
        if (head !== "") lines.push(head);
        lines.push(" ".repeat(indent + GAP) + styleValue(line));
      }
      head = "";
      position = 0;
    }
  }
  return lines.map((line) => `${line}\n`).join("");
}

function asItIs(text: string): string {
  return text;
}
