import { parse, compare } from "@renovatebot/pep440";

/** What versions before PEP 440 were made of. */
const LEGACY = /^[A-Za-z0-9._+!*:~-]+$/;
const MAX_LENGTH = 256;

/** How the words of a legacy version sort. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["pre", "c"],
  ["preview", "c"],
  ["rc", "c"],
  ["-", "final-"],
  ["dev", "@"],
]);

/**
 * Order of Python's versions: PEP 440, and before all of them, in setuptools' old order,
 * those that were published before it.
 * https://packaging.python.org/en/latest/specifications/version-specifiers/
 * @returns Negative, 0 or positive; undefined when one is no version.
 */
export function comparePythonVersions(a: string, b: string): number | undefined {
  if (a.length > MAX_LENGTH || b.length > MAX_LENGTH) return undefined;
  const left = a.trim();
  const right = b.trim();
  const modernLeft = parse(left) !== null;
  const modernRight = parse(right) !== null;
  if (modernLeft && modernRight) return compare(left, right);
  if (modernLeft) return LEGACY.test(right) ? 1 : undefined;
  if (modernRight) return LEGACY.test(left) ? -1 : undefined;
  if (!LEGACY.test(left) || !LEGACY.test(right)) return undefined;
  return compareLegacy(legacyKey(left), legacyKey(right));
}

/** Words and numbers, padded so that they sort as text; those of a release end in `*final`. */
function legacyKey(version: string): readonly string[] {
  const parts: string[] = [];
  for (const part of [...legacyParts(version), "*final"]) {
    if (part.startsWith("*")) {
      // A dash right before a prerelease word, and zeros before any word, mean nothing.
      if (part < "*final") while (parts.at(-1) === "*final-") parts.pop();
      while (parts.at(-1) === "00000000") parts.pop();
    }
    parts.push(part);
  }
  return parts;
}

function legacyParts(version: string): string[] {
  const tokens = version.toLowerCase().match(/\d+|[a-z]+|-|[^0-9a-z.-]+/g) ?? [];
  return tokens.map((token) => {
    const word = WORDS.get(token) ?? token;
    return /^\d/.test(word) ? word.padStart(8, "0") : `*${word}`;
  });
}

function compareLegacy(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const left = a[i] ?? "";
    const right = b[i] ?? "";
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
