import type { Advisory } from "../advisories/port.ts";
import type { Finding } from "../contract/findings.ts";
import type { Verdict } from "./evaluate.ts";
import { severityRank } from "./counts.ts";
import type { Rating } from "./severity.ts";

/** An advisory that holds, or may hold, for a package. */
export interface Match {
  readonly advisory: Advisory;
  readonly verdict: Verdict;
  readonly rating: Rating;
}

/** A finding before it is known of which package of the inventory. */
export type PackageFinding = Omit<Finding, "purl">;

/**
 * Makes one finding of each vulnerability, however many advisories tell of it: those that share
 * an identifier or alias are one group, whose most telling advisory speaks for it.
 */
export function mergeMatches(matches: readonly Match[]): PackageFinding[] {
  return groupByAlias(matches).map(mergeGroup);
}

function groupByAlias(matches: readonly Match[]): Match[][] {
  const groupOf = new Map<string, Match[]>();
  const groups = new Set<Match[]>();
  for (const match of matches) {
    const names = namesOf(match.advisory);
    const known = new Set(
      names.map((name) => groupOf.get(name)).filter((group) => group !== undefined),
    );
    // This match may tie several groups together: the smaller ones move into the largest.
    const [target = [], ...others] = [...known].sort((a, b) => b.length - a.length);
    groups.add(target);
    target.push(match, ...others.flat());
    for (const other of others) groups.delete(other);
    for (const moved of [match, ...others.flat()])
      for (const name of namesOf(moved.advisory)) groupOf.set(name, target);
  }
  return [...groups];
}

function namesOf(advisory: Advisory): string[] {
  return [advisory.id, ...advisory.aliases];
}

function mergeGroup(group: readonly Match[]): PackageFinding {
  const [first, ...others] = group.toSorted(byWeight);
  if (first === undefined) throw new Error("A group of advisories has at least one.");
  const { advisory, verdict, rating } = first;
  const names = [...new Set(group.flatMap((match) => namesOf(match.advisory)))].sort();
  const id = cveOf(namesOf(advisory)) ?? cveOf(names) ?? advisory.id;
  const sameStatus = others.filter((other) => other.verdict.status === verdict.status);
  const fixedVersion =
    verdict.fixedVersion ??
    sameStatus.find(({ verdict: v }) => v.fixedVersion)?.verdict.fixedVersion;
  const summary = advisory.summary ?? others.find((o) => o.advisory.summary)?.advisory.summary;
  return {
    id,
    advisoryId: advisory.id,
    aliases: names.filter((name) => name !== id),
    status: verdict.status,
    ...rating,
    affectedRange: verdict.affectedRange,
    ...(fixedVersion === undefined ? {} : { fixedVersion }),
    ...(summary === undefined ? {} : { summary }),
    ...(advisory.publishedAt === undefined ? {} : { publishedAt: advisory.publishedAt }),
    ...(advisory.references.length === 0 ? {} : { references: advisory.references.slice(0, 10) }),
  };
}

function cveOf(names: readonly string[]): string | undefined {
  return names.filter((name) => name.startsWith("CVE-")).sort()[0];
}

const SOURCE_WEIGHT = { vendor: 0, cvss: 1, none: 2 } as const;

/** Which advisory speaks for its group: one that surely holds, is rated, knows a fix; then the worst. */
function byWeight(a: Match, b: Match): number {
  return (
    Number(a.verdict.status !== "affected") - Number(b.verdict.status !== "affected") ||
    SOURCE_WEIGHT[a.rating.severitySource] - SOURCE_WEIGHT[b.rating.severitySource] ||
    Number(a.verdict.fixedVersion === undefined) - Number(b.verdict.fixedVersion === undefined) ||
    severityRank(a.rating.severity) - severityRank(b.rating.severity) ||
    (a.advisory.id < b.advisory.id ? -1 : 1)
  );
}
