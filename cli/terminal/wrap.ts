import { textWidth } from "./text-width.ts";

/** Breaks a text at its spaces into lines of at most `width` columns; a longer word is a line of its own. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const word of text.split(/\s+/)) {
    if (word === "") continue;
    const length = textWidth(word);
    if (line !== "" && used + 1 + length <= width) {
      line += ` ${word}`;
      used += 1 + length;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    used = length;
  }
  if (line !== "") lines.push(line);
  return lines;
}

/** A paragraph of wrapped lines with an indent, each ended. */
export function paragraph(text: string, width: number, indent = "  "): string {
  return wrapText(text, width - indent.length)
    .map((line) => `${indent}${line}\n`)
    .join("");
}
