import semver from "semver";

/** Digits that a number of JavaScript may not hold exactly. */
const HUGE_NUMBER = /\d{16}/;
/** Numbers, more or fewer than three; a prerelease; build metadata, which has no order. */
const LENIENT = /^[v=\s]*(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.+-]*)?$/;
const MAX_LENGTH = 256;

/**
 * Order of semantic versions, as npm and Go have it; also of those with huge numbers and with
 * more or fewer than three of them. https://semver.org/#spec-item-11
 * @returns Negative, 0 or positive; undefined when one is no version.
 */
export function compareSemver(a: string, b: string): number | undefined {
  if (a.length > MAX_LENGTH || b.length > MAX_LENGTH) return undefined;
  const left = parseExact(a);
  const right = parseExact(b);
  if (left !== null && right !== null) return left.compare(right);
  return compareLenient(left === null ? a : left.version, right === null ? b : right.version);
}

function parseExact(version: string): semver.SemVer | null {
  return HUGE_NUMBER.test(version) ? null : semver.parse(version, { loose: true });
}

function compareLenient(a: string, b: string): number | undefined {
  const left = LENIENT.exec(a.trim());
  const right = LENIENT.exec(b.trim());
  if (left === null || right === null) return undefined;
  return compareReleases(left[1] ?? "", right[1] ?? "") || comparePrereleases(left[2], right[2]);
}

function compareReleases(a: string, b: string): number {
  const left = a.split(".");
  const right = b.split(".");
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = compareNumbers(left[i] ?? "0", right[i] ?? "0");
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A version without a prerelease is the newer one. */
function comparePrereleases(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const left = a.split(".");
  const right = b.split(".");
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const difference = compareIdentifiers(left[i] ?? "", right[i] ?? "");
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Numbers by value and before words; words by their bytes. */
function compareIdentifiers(a: string, b: string): number {
  const numericA = /^\d+$/.test(a);
  const numericB = /^\d+$/.test(b);
  if (numericA && numericB) return compareNumbers(a, b);
  if (numericA !== numericB) return numericA ? -1 : 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function compareNumbers(a: string, b: string): number {
  const left = a.replace(/^0+/, "");
  const right = b.replace(/^0+/, "");
  if (left.length !== right.length) return left.length - right.length;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
