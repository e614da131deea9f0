import type { Advisory } from "../advisories/port.ts";

/** More than this many intervals or versions tell a reader nothing. */
const MAX_SHOWN = 4;

/** One interval for people: `>=1.0.0, <1.2.3`, `<=4.1`, `all versions`. */
export function describeInterval(interval: {
  readonly from?: string;
  readonly below?: string;
  readonly upTo?: string;
}): string {
  const parts: string[] = [];
  if (interval.from !== undefined) parts.push(`>=${interval.from}`);
  if (interval.below !== undefined) parts.push(`<${interval.below}`);
  if (interval.upTo !== undefined) parts.push(`<=${interval.upTo}`);
  return parts.length === 0 ? "all versions" : parts.join(", ");
}

/** Everything that an advisory says, in its own order: `<1.2.3 || >=2.0.0, <2.0.5`. */
export function describeRanges(advisory: Pick<Advisory, "ranges" | "versions">): string {
  const texts: string[] = [];
  for (const { events } of advisory.ranges) {
    let from: string | undefined;
    for (const { introduced, fixed, lastAffected } of events) {
      from = introduced ?? from;
      if (fixed === undefined && lastAffected === undefined) continue;
      texts.push(
        describeInterval({
          ...begin(from),
          ...(fixed === undefined ? {} : { below: fixed }),
          ...(lastAffected === undefined ? {} : { upTo: lastAffected }),
        }),
      );
      from = undefined;
    }
    if (from !== undefined) texts.push(describeInterval(begin(from)));
  }
  if (texts.length === 0) texts.push(...advisory.versions.map((version) => `=${version}`));
  const shown = texts.slice(0, MAX_SHOWN);
  if (texts.length > MAX_SHOWN) shown.push("…");
  return shown.join(" || ");
}

function begin(from: string | undefined): { from?: string } {
  return from === undefined || from === "0" ? {} : { from };
}
