import type { Retention } from "../contract/retention.ts";

const DAY_MILLISECONDS = 24 * 60 * 60_000;

/**
 * The time before which images were pushed that are not kept any more. Images of one second are
 * kept or not together, so a few more than `keepLatest` may stay.
 *
 * @param pushedAt When each image that counts was pushed, milliseconds; it is sorted in place.
 * @returns Milliseconds; at most the latest of `pushedAt`, so that one always stays.
 */
export function cutoffOf(retention: Retention | undefined, pushedAt: number[], now: Date): number {
  const { maxAgeDays, keepLatest } = retention ?? {};
  pushedAt.sort((a, b) => b - a);
  const byAge =
    maxAgeDays === undefined ? -Infinity : now.getTime() - maxAgeDays * DAY_MILLISECONDS;
  const byCount = keepLatest === undefined ? -Infinity : (pushedAt[keepLatest - 1] ?? -Infinity);
  return Math.min(Math.max(byAge, byCount), pushedAt[0] ?? -Infinity);
}
