/** What begins a formula in a spreadsheet (OWASP, CSV injection), full-width forms included. */
const FORMULA = /^[\s]*[=+\-@\t\r＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n;\t]/;

/**
 * One line of a CSV file (RFC 4180, 2), with its end. Names are other people's: what a spreadsheet
 * would run as a formula becomes a text by the apostrophe before it.
 */
export function csvLine(values: readonly (string | number | null)[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}

function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
