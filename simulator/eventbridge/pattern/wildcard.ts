import { InvalidPatternError } from "./invalid-pattern-error.ts";

/**
 * Whether a text matches a wildcard of EventBridge: `*` stands for any characters, `\*` and `\\`
 * for themselves.
 * @throws InvalidPatternError for another use of the backslash, or for `**`
 */
export function compileWildcard(wildcard: string): (text: string) => boolean {
  const pieces = split(wildcard);
  const first = pieces[0] ?? "";
  const last = pieces.at(-1) ?? "";
  if (pieces.length === 1) return (text) => text === first;
  return (text) => {
    if (text.length < first.length + last.length) return false;
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    let position = first.length;
    for (const piece of pieces.slice(1, -1)) {
      const found = text.indexOf(piece, position);
      if (found === -1) return false;
      position = found + piece.length;
    }
    return position <= text.length - last.length;
  };
}

/** The literal texts between the stars. */
function split(wildcard: string): readonly string[] {
  const pieces: string[] = [];
  let piece = "";
  for (let index = 0; index < wildcard.length; index += 1) {
    const character = wildcard.charAt(index);
    if (character === "*") {
      if (wildcard.charAt(index + 1) === "*") {
        throw new InvalidPatternError("Consecutive wildcard characters are not allowed");
      }
      pieces.push(piece);
      piece = "";
      continue;
    }
    if (character === "\\") {
      index += 1;
      const escaped = wildcard.charAt(index);
      if (escaped !== "*" && escaped !== "\\") {
        throw new InvalidPatternError("Invalid escape character in a wildcard");
      }
      piece += escaped;
      continue;
    }
    piece += character;
  }
  return [...pieces, piece];
}
