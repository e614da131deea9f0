import { stripVTControlCharacters } from "node:util";

/** Rows in columns, two spaces apart; the last column is not padded. Cells may be coloured. */
export function formatTable(rows: readonly (readonly string[])[], indent = "  "): string {
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const widths = Array.from({ length: columns }, (_, column) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[column] ?? "")), 0),
  );
  return rows
    .map((row) => {
      const cells = row.map((cell, column) => {
        const missing = (widths[column] ?? 0) - widthOf(cell);
        return column === row.length - 1 ? cell : cell + " ".repeat(missing);
      });
      return `${indent}${cells.join("  ")}\n`;
    })
    .join("");
}

function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}
