import type { TrendDay } from "../contract/api-overview.ts";

const DAY = 86_400_000;

/** What is stored of a day. */
export interface TrendEntry extends TrendDay {
  /** When the write model was read for it, ISO 8601. */
  readonly asOf: string;
}

/**
 * Port: numbers of an organization by day. They belong to the write model: nothing else knows
 * what was, so that a read model built again has not lost them. Errors: `TransientError`.
 */
export interface TrendStore {
  /** Writes a day's numbers, unless newer ones are there. */
  put(organizationId: string, entry: TrendEntry): Promise<void>;
  /**
   * Days from `first` on, the oldest first, with the last one before it in front, if there is one.
   * @param first `2026-11-22`
   */
  since(organizationId: string, first: string): Promise<readonly TrendEntry[]>;
}

/** Day of a moment in UTC, `2026-11-22`. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, "2026-11-22".length);
}

/**
 * Each of the last days up to today. A day on which nothing was published is as the one before.
 * @param entries As `TrendStore.since` gives them.
 */
export function trendOf(entries: readonly TrendEntry[], days: number, now: Date): TrendDay[] {
  const byDay = new Map(entries.map((entry) => [entry.day, entry]));
  const [first = ""] = daysUpTo(now, days);
  let last = entries.findLast(({ day }) => day < first);
  return daysUpTo(now, days).flatMap((day) => {
    last = byDay.get(day) ?? last;
    return last ? [{ day, images: last.images, vulnerabilities: last.vulnerabilities }] : [];
  });
}

/** So many days, the last one that of `now`. */
export function daysUpTo(now: Date, days: number): readonly string[] {
  return Array.from({ length: days }, (_, index) =>
    dayOf(new Date(now.getTime() - (days - 1 - index) * DAY)),
  );
}
