import { usePreferences } from "../app/preferences.tsx";

/** The beginning of a day (`2026-11-22`) where the reader is, so that every clock names it right. */
export function startOf(day: string): Date {
  return new Date(`${day}T00:00:00`);
}

/** Names of days. */
export interface DayFormats {
  /** `22 Nov`; empty between two days. */
  readonly short: (day: Date) => string;
  readonly long: (day: Date) => string;
}

/** Names of days in the reader's language. */
export function useDayFormats(): DayFormats {
  const { language } = usePreferences().preferences;
  const short = new Intl.DateTimeFormat(language, { month: "short", day: "numeric" });
  const long = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  return {
    short: (day) => (day.getHours() === 0 ? short.format(day) : ""),
    long: (day) => long.format(day),
  };
}
