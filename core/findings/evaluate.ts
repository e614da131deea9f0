import type { Advisory, AdvisoryRange } from "../advisories/port.ts";
import type { Finding } from "../contract/findings.ts";
import { describeInterval, describeRanges } from "./range-text.ts";

/** Negative, 0 or positive; undefined when one of them is no version of the scheme. */
export type CompareVersions = (a: string, b: string) => number | undefined;

/** What an advisory says of one version. */
export interface Verdict {
  readonly status: Finding["status"];
  /** For people: the interval that holds the version, or every interval when that is not known. */
  readonly affectedRange: string;
  /** The lowest fixed version above the installed one. */
  readonly fixedVersion?: string;
}

/**
 * Evaluates an advisory for an installed version, by the algorithm of the OSV schema
 * (https://ossf.github.io/osv-schema/#evaluation) with one difference: where a version can't be
 * compared the answer is `unknown`, not "no".
 *
 * @returns undefined when the version is not affected.
 */
export function evaluate(
  advisory: Pick<Advisory, "ranges" | "versions">,
  version: string,
  compare: CompareVersions,
): Verdict | undefined {
  let unknown = false;
  for (const range of advisory.ranges) {
    const result = evaluateRange(range, version, compare);
    if (result === "unknown") unknown = true;
    else if (result !== "unaffected")
      return affected(describeInterval(result), advisory, version, compare);
  }
  switch (enumerated(advisory, version, compare)) {
    case "listed":
      return affected(`=${version}`, advisory, version, compare);
    case "unknown":
      unknown = true;
      break;
    case "unlisted":
      break;
  }
  return unknown ? { status: "unknown", affectedRange: describeRanges(advisory) } : undefined;
}

/** A stretch of affected versions; without `from` it begins with the first one, without an end it goes on. */
export interface Interval {
  readonly from?: string;
  /** The first version that is not affected any more. */
  readonly below?: string;
  /** The last version that is affected. */
  readonly upTo?: string;
}

interface Bound {
  readonly kind: "introduced" | "fixed" | "lastAffected";
  readonly version: string;
}

function evaluateRange(
  range: AdvisoryRange,
  version: string,
  compare: CompareVersions,
): Interval | "unaffected" | "unknown" {
  const limited = beforeLimits(range, version, compare);
  if (limited !== true) return limited === false ? "unaffected" : "unknown";
  const bounds = sortBounds(boundsOf(range), compare);
  if (bounds === undefined) return "unknown";

  let from: string | undefined;
  for (const { kind, version: bound } of bounds) {
    const order = isStart(kind, bound) ? 1 : compare(version, bound);
    if (order === undefined) return "unknown";
    if (kind === "introduced") {
      if (order >= 0) from ??= bound;
    } else if (from !== undefined) {
      const beyond = kind === "fixed" ? order >= 0 : order > 0;
      if (!beyond) {
        const begin = from === "0" ? {} : { from };
        return kind === "fixed" ? { ...begin, below: bound } : { ...begin, upTo: bound };
      }
      from = undefined;
    }
  }
  if (from === undefined) return "unaffected";
  return from === "0" ? {} : { from };
}

/** "0" is before every version, whether or not the scheme knows it as one. */
function isStart(kind: Bound["kind"], version: string): boolean {
  return version === "0" && kind !== "lastAffected";
}

function boundsOf(range: AdvisoryRange): Bound[] {
  const bounds: Bound[] = [];
  for (const { introduced, fixed, lastAffected } of range.events) {
    if (introduced !== undefined) bounds.push({ kind: "introduced", version: introduced });
    if (fixed !== undefined) bounds.push({ kind: "fixed", version: fixed });
    if (lastAffected !== undefined) bounds.push({ kind: "lastAffected", version: lastAffected });
  }
  return bounds;
}

/**
 * Sorted by version, the record's order kept among equals, except that what is affected last
 * is affected; undefined: one is no version.
 */
function sortBounds(bounds: readonly Bound[], compare: CompareVersions): Bound[] | undefined {
  for (const { kind, version } of bounds)
    if (!isStart(kind, version) && compare(version, version) === undefined) return undefined;
  return bounds.toSorted((a, b) => {
    const aFirst = isStart(a.kind, a.version);
    const bFirst = isStart(b.kind, b.version);
    if (aFirst || bFirst) return Number(bFirst) - Number(aFirst);
    return (
      (compare(a.version, b.version) ?? 0) ||
      Number(a.kind === "lastAffected") - Number(b.kind === "lastAffected")
    );
  });
}

function beforeLimits(
  range: AdvisoryRange,
  version: string,
  compare: CompareVersions,
): boolean | undefined {
  let unknown = false;
  let limits = 0;
  for (const { limit } of range.events) {
    if (limit === undefined) continue;
    limits++;
    if (limit === "*") return true;
    const order = compare(version, limit);
    if (order === undefined) unknown = true;
    else if (order < 0) return true;
  }
  if (limits === 0) return true;
  return unknown ? undefined : false;
}

/** Equal as text, or equal by the scheme (`1.0` and `1.0.0`) where the list is all there is. */
function enumerated(
  { ranges, versions }: Pick<Advisory, "ranges" | "versions">,
  version: string,
  compare: CompareVersions,
): "listed" | "unlisted" | "unknown" {
  if (versions.includes(version)) return "listed";
  if (versions.length === 0 || ranges.length > 0) return "unlisted";
  if (compare(version, version) === undefined) return "unknown";
  return versions.some((listed) => compare(version, listed) === 0) ? "listed" : "unlisted";
}

function affected(
  affectedRange: string,
  advisory: Pick<Advisory, "ranges">,
  version: string,
  compare: CompareVersions,
): Verdict {
  let lowest: string | undefined;
  for (const { events } of advisory.ranges)
    for (const { fixed } of events) {
      if (fixed === undefined || !((compare(fixed, version) ?? 0) > 0)) continue;
      if (lowest === undefined || (compare(fixed, lowest) ?? 0) < 0) lowest = fixed;
    }
  return {
    status: "affected",
    affectedRange,
    ...(lowest === undefined ? {} : { fixedVersion: lowest }),
  };
}
