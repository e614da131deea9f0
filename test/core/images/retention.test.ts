import { describe, expect, test } from "@jest/globals";
import type { Retention } from "../../../core/contract/retention.ts";
import { Retention as Schema } from "../../../core/contract/retention.ts";
import { cutoffOf } from "../../../core/images/retention.ts";

const NOW = new Date("2026-11-21T12:00:00Z");

/** Milliseconds, so many days ago. */
function ago(days: number): number {
  return NOW.getTime() - days * 24 * 3600_000;
}

describe("before which time images are not kept", () => {
  test.each<[string, Retention | undefined, number[], number]>([
    ["no setting", undefined, [1, 9, 400], -Infinity],
    ["by age", { maxAgeDays: 30 }, [1, 9, 400], ago(30)],
    ["by age, the latest stays", { maxAgeDays: 30 }, [40, 50], ago(40)],
    ["by count", { keepLatest: 2 }, [9, 1, 400], ago(9)],
    ["by count, fewer there are", { keepLatest: 5 }, [9, 1], -Infinity],
    ["by both, age is the narrower", { maxAgeDays: 5, keepLatest: 2 }, [1, 9, 400], ago(5)],
    ["by both, count is the narrower", { maxAgeDays: 100, keepLatest: 2 }, [1, 9, 50], ago(9)],
    ["of nothing", { maxAgeDays: 5, keepLatest: 1 }, [], -Infinity],
  ])("%s", (_, retention, days, expected) => {
    expect(cutoffOf(retention, days.map(ago), NOW)).toBe(expected);
  });
});

test.each([[{}], [{ maxAgeDays: 0 }], [{ keepLatest: 1.5 }], [{ days: 3 }]])(
  "a setting that sets no limit, or none that makes sense, is refused: %j",
  (setting) => {
    expect(Schema.safeParse(setting).success).toBe(false);
  },
);
