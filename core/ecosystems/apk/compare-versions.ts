/**
 * Versions that apk orders; it also orders many that it would not accept for a new package
 * (`apk version --check`), after what is valid in them.
 */
const VERSION = /^[A-Za-z0-9._+~-]+$/;

/** Kinds of parts, in the order in which they may follow each other. */
const INITIAL = 0;
const DIGITS = 1;
const LETTER = 2;
const SUFFIX = 3;
const SUFFIX_NUMBER = 4;
const COMMIT = 5;
const REVISION = 6;
const END = 7;
const INVALID = 8;

/** Before a release, in their order; then, from 0, those after it. */
const PRE_SUFFIXES = ["alpha", "beta", "pre", "rc"];
const POST_SUFFIXES = ["cvs", "svn", "git", "hg", "p"];

/** The part that was read last, and where the next begins. */
interface Cursor {
  readonly version: string;
  position: number;
  kind: number;
  value: string;
}

/**
 * Order of Alpine's package versions, as apk-tools 3 has it:
 * `number{.number}{letter}{_suffix{number}}{~commit}{-rnumber}`, apk-package(5).
 * @returns Negative, 0 or positive; undefined when one is no version.
 */
export function compareApkVersions(a: string, b: string): number | undefined {
  if (!VERSION.test(a) || !VERSION.test(b)) return undefined;
  const left = first(a);
  const right = first(b);
  while (left.kind === right.kind && left.kind < END) {
    const difference = comparePart(left, right);
    if (difference !== 0) return difference;
    next(left);
    next(right);
  }
  if (left.kind === right.kind) return 0;
  // All that both have is equal: the longer one is newer, but for `_rc` and the like.
  if (isPreRelease(left)) return -1;
  if (isPreRelease(right)) return 1;
  return right.kind - left.kind;
}

function first(version: string): Cursor {
  const cursor = { version, position: 0, kind: INITIAL, value: "" };
  take(cursor, digitsFrom(version, 0));
  return cursor;
}

/** Moves to the next part; one that may not stand there is INVALID, and the last. */
function next(cursor: Cursor): void {
  const { version, position, kind } = cursor;
  const head = version[position];
  cursor.kind = INVALID;
  cursor.value = "";
  if (head === undefined) cursor.kind = END;
  else if (head >= "a" && head <= "z") {
    if (kind <= DIGITS) accept(cursor, LETTER, position, position + 1);
  } else if (head >= "0" && head <= "9") {
    const end = digitsFrom(version, position);
    if (kind === SUFFIX) accept(cursor, SUFFIX_NUMBER, position, end);
    // Older releases of apk read on behind a letter: `6.6.2p1`.
    else if (kind === LETTER) accept(cursor, DIGITS, position, end);
  } else if (head === ".") {
    const end = digitsFrom(version, position + 1);
    if (kind <= DIGITS) accept(cursor, DIGITS, position + 1, end);
  } else if (head === "_") {
    const end = runFrom(version, position + 1, "a", "z");
    const word = version.slice(position + 1, end);
    if (kind <= SUFFIX_NUMBER && rank(word) !== undefined) {
      accept(cursor, SUFFIX, position + 1, end);
    }
  } else if (head === "~") {
    const end = commitFrom(version, position + 1);
    if (kind < COMMIT && end > position + 1) accept(cursor, COMMIT, position + 1, end);
  } else if (kind < REVISION && /^-r(?![A-Za-z])/.test(version.slice(position, position + 3))) {
    accept(cursor, REVISION, position + 2, digitsFrom(version, position + 2));
  }
}

function accept(cursor: Cursor, kind: number, start: number, end: number): void {
  cursor.kind = kind;
  cursor.position = start;
  take(cursor, end);
}

function take(cursor: Cursor, end: number): void {
  cursor.value = cursor.version.slice(cursor.position, end);
  cursor.position = end;
}

function comparePart(a: Cursor, b: Cursor): number {
  switch (a.kind) {
    case DIGITS:
      // As decimals behind a point: 1.05 is older than 1.1.
      return a.value.startsWith("0") || b.value.startsWith("0")
        ? compareText(a.value, b.value)
        : compareNumbers(a.value, b.value);
    case INITIAL:
    case SUFFIX_NUMBER:
    case REVISION:
      return compareNumbers(a.value, b.value);
    case SUFFIX:
      return (rank(a.value) ?? 0) - (rank(b.value) ?? 0);
    default:
      return compareText(a.value, b.value);
  }
}

function isPreRelease(cursor: Cursor): boolean {
  return cursor.kind === SUFFIX && (rank(cursor.value) ?? 0) < 0;
}

/** Negative before a release, 0 or positive after it; undefined: no suffix of apk's. */
function rank(word: string): number | undefined {
  const pre = PRE_SUFFIXES.indexOf(word);
  if (pre >= 0) return pre - PRE_SUFFIXES.length;
  const post = POST_SUFFIXES.indexOf(word);
  return post >= 0 ? post : undefined;
}

function digitsFrom(text: string, start: number): number {
  return runFrom(text, start, "0", "9");
}

function runFrom(text: string, start: number, low: string, high: string): number {
  let end = start;
  for (let c = text[end]; c !== undefined && c >= low && c <= high; c = text[end]) end += 1;
  return end;
}

function commitFrom(text: string, start: number): number {
  let end = start;
  while (/[0-9a-f]/.test(text[end] ?? "")) end += 1;
  return end;
}

/** By value, whatever their length; no digits at all count as 0. */
function compareNumbers(a: string, b: string): number {
  const left = a.replace(/^0+/, "");
  const right = b.replace(/^0+/, "");
  return left.length - right.length || compareText(left, right);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
