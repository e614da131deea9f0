import { parseVersionItems, RELEASE_KEY, type VersionItem } from "./version-items.ts";

/** Maven orders any text; what holds an unresolved `${property}` or white space is no version. */
const VERSION = /^[\w.+~:!@/()[\]-]+$/;
/** Bounds the depth of the lists, one level a dash. */
const MAX_LENGTH = 256;

/**
 * Order of Maven's versions, as the ComparableVersion of Maven 3.8.7 and later has it.
 * https://maven.apache.org/pom.html#version-order-specification
 * @returns Negative, 0 or positive; undefined when one is no version.
 */
export function compareMavenVersions(a: string, b: string): number | undefined {
  const left = a.trim();
  const right = b.trim();
  if (!isVersion(left) || !isVersion(right)) return undefined;
  return compareLists(parseVersionItems(left), parseVersionItems(right));
}

function isVersion(version: string): boolean {
  return version.length <= MAX_LENGTH && VERSION.test(version);
}

function compareLists(a: readonly VersionItem[], b: readonly VersionItem[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const difference = compareItems(a[i], b[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Numbers are newer than lists, lists than words: `1.1` > `1-1` > `1.x`. */
const RANK = { number: 2, list: 1, word: 0 } as const;

function compareItems(a: VersionItem | undefined, b: VersionItem | undefined): number {
  if (a === undefined) return b === undefined ? 0 : -compareWithNothing(b);
  if (b === undefined) return compareWithNothing(a);
  if (a.kind === "number" && b.kind === "number") {
    return a.digits.length - b.digits.length || compareText(a.digits, b.digits);
  }
  if (a.kind === "word" && b.kind === "word") return compareText(a.key, b.key);
  if (a.kind === "list" && b.kind === "list") return compareLists(a.items, b.items);
  return RANK[a.kind] - RANK[b.kind];
}

function compareWithNothing(part: VersionItem): number {
  switch (part.kind) {
    case "number":
      return part.digits === "" ? 0 : 1;
    case "word":
      return compareText(part.key, RELEASE_KEY);
    case "list":
      return compareLists(part.items, []);
  }
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
