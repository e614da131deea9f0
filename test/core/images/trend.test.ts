import { expect, test } from "@jest/globals";
import { type TrendEntry, trendOf } from "../../../core/images/trend.ts";

function entry(day: string, images: number): TrendEntry {
  const vulnerabilities = { critical: images, high: 0, medium: 0, low: 0, unspecified: 0 };
  return { day, images, vulnerabilities, asOf: `${day}T12:00:00.000Z` };
}

const now = new Date("2026-03-02T00:30:00.000Z");

test.each<[string, TrendEntry[], [string, number][]]>([
  ["nothing known", [], []],
  [
    "days without a publication are as the one before",
    [entry("2026-02-28", 1), entry("2026-03-02", 3)],
    [
      ["2026-02-28", 1],
      ["2026-03-01", 1],
      ["2026-03-02", 3],
    ],
  ],
  [
    "what was before the first day goes on",
    [entry("2026-01-01", 7)],
    [
      ["2026-02-28", 7],
      ["2026-03-01", 7],
      ["2026-03-02", 7],
    ],
  ],
  ["days before the first that is known are absent", [entry("2026-03-02", 2)], [["2026-03-02", 2]]],
])("%s", (_, entries, expected) => {
  const days = trendOf(entries, 3, now);
  expect(days.map(({ day, images }) => [day, images])).toEqual(expected);
});
