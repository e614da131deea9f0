import { describe, expect, test } from "@jest/globals";
import type { AdvisoryRange } from "../../../core/advisories/port.ts";
import { evaluate } from "../../../core/findings/evaluate.ts";

/** Versions are dotted numbers; anything else is no version. */
function compare(a: string, b: string): number | undefined {
  if (!/^\d+(\.\d+)*$/.test(a) || !/^\d+(\.\d+)*$/.test(b)) return undefined;
  const [left, right] = [a, b].map((text) => text.split(".").map(Number));
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `0 <2 | 3 <=3.4`: ranges with their events; `!5` is a limit. */
function ranges(text: string): AdvisoryRange[] {
  return text
    .split("|")
    .filter((range) => range.trim() !== "")
    .map((range) => ({
      events: range
        .trim()
        .split(" ")
        .map((event) => {
          if (event.startsWith("<=")) return { lastAffected: event.slice(2) };
          if (event.startsWith("<")) return { fixed: event.slice(1) };
          if (event.startsWith("!")) return { limit: event.slice(1) };
          return { introduced: event };
        }),
    }));
}

describe("evaluate, by ranges", () => {
  test.each([
    // range, version, interval (undefined: not affected), fix
    ["0 <2", "1.9", "<2", "2"],
    ["0 <2", "2", undefined, undefined],
    ["0 <2", "2.0", undefined, undefined],
    ["1 <2", "0.9", undefined, undefined],
    ["1 <2", "1", ">=1, <2", "2"],
    ["0 <=2", "2", "<=2", undefined],
    ["0 <=2", "2.0.1", undefined, undefined],
    ["3 <=3", "3", ">=3, <=3", undefined],
    ["3 <=3", "3.1", undefined, undefined],
    ["0", "7", "all versions", undefined],
    ["4", "7", ">=4", undefined],
    ["4", "3", undefined, undefined],
    // several stretches in one range, in any order
    ["0 <1 2 <3", "0.5", "<1", "1"],
    ["0 <1 2 <3", "1.5", undefined, undefined],
    ["0 <1 2 <3", "2.5", ">=2, <3", "3"],
    ["2 <3 0 <1", "0.5", "<1", "1"],
    ["<1 0", "0.5", "<1", "1"],
    ["0 <1 1 <2", "1", ">=1, <2", "2"],
    // two beginnings before one end
    ["0 1 <2", "0.5", "<2", "2"],
    // several ranges
    ["2 <3 | 0 <1", "0.5", "<1", "1"],
    ["2 <3 | 0 <1", "1.5", undefined, undefined],
    // the lowest fix above the installed version, of whatever range
    ["0 <9 | 0 <5", "1", "<9", "5"],
    // Debian's way to say: not affected
    ["0 <0", "1", undefined, undefined],
    // limits
    ["0 !2", "1", "all versions", undefined],
    ["0 !2", "2", undefined, undefined],
    ["0 !2 !4", "3", "all versions", undefined],
    ["0 !*", "3", "all versions", undefined],
  ])("%s holds for %s: %s", (text, version, affectedRange, fixedVersion) => {
    const verdict = evaluate({ ranges: ranges(text), versions: [] }, version, compare);
    if (affectedRange === undefined) expect(verdict).toBeUndefined();
    else
      expect(verdict).toEqual({
        status: "affected",
        affectedRange,
        ...(fixedVersion === undefined ? {} : { fixedVersion }),
      });
  });
});

describe("evaluate, by enumerated versions", () => {
  test.each([
    ["", ["1.0", "1.1"], "1.1", "affected"],
    ["", ["1.0", "1.1"], "1.2", undefined],
    ["", ["1.0"], "1.0.0", "affected"],
    ["", ["strange"], "strange", "affected"],
    ["", ["strange"], "1", undefined],
    ["", ["1"], "strange", "unknown"],
    ["5 <6", ["1.0"], "1.0", "affected"],
    ["5 <6", ["1.0"], "1.0.0", undefined],
  ])("ranges %j and versions %j hold for %s: %s", (text, versions, version, status) => {
    expect(evaluate({ ranges: ranges(text), versions }, version, compare)?.status).toBe(status);
  });
});

describe("evaluate, where a version can't be compared", () => {
  test.each([
    ["the installed version", "0 <2", "1.x", "<2"],
    ["a version of the advisory", "0 <2.x", "1", "<2.x"],
    ["one of two ranges", "0 <2.x | 5 <6", "1", "<2.x || >=5, <6"],
    ["a limit", "0 !x", "1", "all versions"],
    ["an event far from it", "0 <2 7.x", "1", "<2 || >=7.x"],
  ])("%s: it is unknown, not fine", (_name, text, version, affectedRange) => {
    expect(evaluate({ ranges: ranges(text), versions: [] }, version, compare)).toEqual({
      status: "unknown",
      affectedRange,
    });
  });

  test.each([
    ["every version is affected", "0", [], "affected"],
    ["another range holds for sure", "0 <x | 0 <5", [], "affected"],
    ["it is listed", "0 <x", ["1"], "affected"],
  ])("%s: it is affected all the same", (_name, text, versions, status) => {
    expect(evaluate({ ranges: ranges(text), versions }, "1", compare)?.status).toBe(status);
  });

  test("many stretches are cut short", () => {
    const verdict = evaluate(
      { ranges: ranges("1 <2 | 3 <4 | 5 <6 | 7 <8 | 9 <10"), versions: [] },
      "x",
      compare,
    );
    expect(verdict?.affectedRange).toBe(">=1, <2 || >=3, <4 || >=5, <6 || >=7, <8 || …");
  });
});
