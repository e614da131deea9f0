/**
 * Whether text fits a pattern in which `*` stands for any characters and `?` for one.
 * Linear in practice: no backtracking but to the last star.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let patternIndex = 0;
  let textIndex = 0;
  let star = -1;
  let resume = 0;
  while (textIndex < text.length) {
    const expected = pattern[patternIndex];
    if (expected === "*") {
      star = patternIndex;
      resume = textIndex;
      patternIndex += 1;
    } else if (expected === "?" || (expected !== undefined && expected === text[textIndex])) {
      patternIndex += 1;
      textIndex += 1;
    } else if (star >= 0) {
      patternIndex = star + 1;
      resume += 1;
      textIndex = resume;
    } else {
      return false;
    }
  }
  while (pattern[patternIndex] === "*") patternIndex += 1;
  return patternIndex === pattern.length;
}

/**
 * Whether an ARN fits a pattern, each of the six parts by itself, so that a star
 * does not cross a colon but in the last part.
 */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === "*") return true;
  const expected = splitArn(pattern);
  const actual = splitArn(arn);
  return (
    expected.length === actual.length &&
    expected.every((part, index) => matchesWildcard(part, actual[index] ?? ""))
  );
}

function splitArn(arn: string): string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
