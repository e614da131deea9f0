import type { Language } from "./catalog.ts";

/** Numbers, sizes and times as a language writes them. */
export interface Formats {
  number(value: number): string;
  /** Bytes with a decimal unit, as registries count: `12.3 MB`. */
  bytes(value: number): string;
  /** Date and time of an ISO 8601 instant, in the reader's time zone, with its name. */
  dateTime(instant: string): string;
  /** The date alone. */
  date(instant: string): string;
  /** Distance of an instant from `now`: `3 minutes ago`. */
  relative(instant: string, now: Date): string;
  /** `a, b and c` */
  list(items: readonly string[]): string;
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
const STEPS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** What is less than this ahead is taken as now. */
const CLOCKS_DIFFER_SECONDS = 60;

/** Formats of one language; make them once. */
export function createFormats(language: Language): Formats {
  const numbers = new Intl.NumberFormat(language);
  const dateTimes = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "long" });
  const dates = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  const relatives = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const lists = new Intl.ListFormat(language, { type: "conjunction" });
  const sizes = UNITS.map(
    (unit) =>
      new Intl.NumberFormat(language, {
        style: "unit",
        unit,
        // The short form of bytes has no plural.
        unitDisplay: unit === "byte" ? "long" : "short",
        maximumFractionDigits: unit === "byte" ? 0 : 1,
      }),
  );
  return {
    number: (value) => numbers.format(value),
    bytes(value) {
      const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(value, 1)) / 3));
      return sizes[step]?.format(value / 1000 ** step) ?? String(value);
    },
    dateTime: (instant) => format(dateTimes, instant),
    date: (instant) => format(dates, instant),
    relative(instant, now) {
      const seconds = (Date.parse(instant) - now.getTime()) / 1000;
      if (Number.isNaN(seconds)) return instant;
      // The clocks of reader and service differ, and `now` is as old as its last tick.
      if (seconds > 0 && seconds < CLOCKS_DIFFER_SECONDS) return relatives.format(0, "second");
      const [unit, length] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ["second", 1];
      return relatives.format(Math.trunc(seconds / length), unit);
    },
    list: (items) => lists.format(items),
  };
}

/** A text that is no instant is shown as it is: better than an error where a page should be. */
function format(formatter: Intl.DateTimeFormat, instant: string): string {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? instant : formatter.format(time);
}
