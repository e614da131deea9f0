/** Control and format characters (which include every mark of direction), lone surrogates, line separators. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** No real name, path, version or summary is longer; a hostile one could fill the screen. */
const MAX_LENGTH = 1000;

/**
 * Text of an image, safe to print: control characters (which could move the cursor or
 * colour what follows) and marks that hide text or reverse its direction are shown as
 * codes, and the rest of a very long text as its length.
 */
export function printable(text: string): string {
  if (text.length <= MAX_LENGTH) return printableWhole(text);
  const more = text.length - MAX_LENGTH;
  return `${text.slice(0, MAX_LENGTH).replace(UNSAFE, escapeCharacter)}… (${more} more characters)`;
}

/** The same with nothing cut: for what is to be copied, such as a link. */
export function printableWhole(text: string): string {
  return text.replace(UNSAFE, escapeCharacter);
}

/**
 * A value as JSON that is as safe to print: the same characters are escaped, which no
 * reader of JSON sees.
 */
export function formatJson(value: unknown): string {
  return formatted(JSON.stringify(value, undefined, 2));
}

/** The same on one line: lines of it are NDJSON. */
export function formatJsonLine(value: unknown): string {
  return formatted(JSON.stringify(value));
}

function formatted(json: string): string {
  return `${json.replace(UNSAFE, (character) => (character === "\n" ? "\n" : escapeCharacter(character)))}\n`;
}

/** As JSON writes it: one code a UTF-16 unit. */
function escapeCharacter(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
