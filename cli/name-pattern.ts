/** Whether a name is a pattern: `*` stands for any characters, `?` for one. */
export function isPattern(name: string): boolean {
  return /[*?]/.test(name);
}

/** What a name has to begin with to fit a pattern. */
export function literalBeginning(pattern: string): string {
  return pattern.split(/[*?]/, 1)[0] ?? "";
}

/**
 * Whether a whole text fits a pattern. Its work is at most the product of both lengths, whatever
 * the pattern: it goes back to the last `*` alone.
 */
export function fitsPattern(text: string, pattern: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[place] === "*") {
      star = place;
      resume = at;
      place += 1;
    } else if (place < pattern.length && (pattern[place] === "?" || pattern[place] === text[at])) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      place = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[place] === "*") place += 1;
  return place === pattern.length;
}
