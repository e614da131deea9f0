import { textWidth } from "./text-width.ts";

const GAP = 2;
const INDENT = 2;

/**
 * Rows in columns, the first row being the header. Where the table is wider than `width`,
 * its widest columns give way: a cell that is too long for its column ends its line, and
 * the rest of its row follows on the next one.
 * @param width Columns of a line; Infinity keeps each row on one line.
 */
export function formatTable(rows: readonly (readonly string[])[], width = Infinity): string {
  const widths = columnWidths(rows, width);
  return rows.map((row) => formatRow(row, widths)).join("");
}

/** The width of each column's longest cell, the largest reduced until all fit. */
function columnWidths(rows: readonly (readonly string[])[], width: number): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, textWidth(cell));
    }
  }
  const [header = []] = rows;
  let excess = widths.reduce((sum, column) => sum + column + GAP, INDENT - GAP) - width;
  while (excess > 0) {
    const [first = 0, second = 0] = widths.toSorted((a, b) => b - a);
    const widest = widths.indexOf(first);
    const least = Math.max(second - 1, textWidth(header[widest] ?? ""), 1);
    const taken = Math.min(excess, first - least);
    if (taken <= 0) break;
    widths[widest] = first - taken;
    excess -= taken;
  }
  return widths;
}

function formatRow(row: readonly string[], widths: readonly number[]): string {
  let text = "";
  let line = "";
  let position = 0;
  let start = INDENT;
  for (const [column, cell] of row.entries()) {
    if (position > start - GAP && column > 0) {
      text += `${line}\n`;
      line = "";
      position = 0;
    }
    line += " ".repeat(start - position) + cell;
    position = start + textWidth(cell);
    start += (widths[column] ?? 0) + GAP;
  }
  return `${text}${line.trimEnd()}\n`;
}
