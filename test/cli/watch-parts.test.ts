import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { TransientError } from "../../core/errors.ts";
import { fitsPattern } from "../../cli/name-pattern.ts";
import { parseInterval } from "../../cli/watch/interval.ts";
import { createPostponed } from "../../cli/watch/postponed.ts";
import { createRecheck } from "../../cli/watch/recheck.ts";
import { pauseAfter } from "../../cli/watch/watch.ts";
import { parseWatchScope } from "../../cli/watch/watch-scope.ts";

test.each([
  ["team/app", "*", true],
  ["team/app", "team/*", true],
  ["team/app", "*app", true],
  ["team/app", "t*/?pp", true],
  ["team/app", "app", false],
  ["team/app", "team/app?", false],
  ["", "*", true],
  ["", "?", false],
  ["a.b", "a?b", true],
  ["axb", "a.b", false],
])("%j and the pattern %j: %j", (text, pattern, fits) => {
  expect(fitsPattern(text, pattern)).toBe(fits);
});

test("patterns agree with regular expressions", () => {
  const characters = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });
  const names = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
  fc.assert(
    fc.property(names, characters, (text, pattern) => {
      const expression = pattern.replaceAll("*", ".*").replaceAll("?", ".");
      expect(fitsPattern(text, pattern)).toBe(new RegExp(`^${expression}$`).test(text));
    }),
  );
});

test("a pattern of stars is no burden", () => {
  expect(fitsPattern("a".repeat(5000), `${"*a".repeat(500)}b`)).toBe(false);
});

test.each([
  ["90", 90_000],
  ["30s", 30_000],
  ["5m", 300_000],
  ["24h", 86_400_000],
  ["25h", undefined],
  ["0", undefined],
  ["1.5m", undefined],
  ["m", undefined],
])("the interval %s", (text, milliseconds) => {
  expect(parseInterval(text)).toBe(milliseconds);
});

describe("the pause after a round", () => {
  test.each([
    [undefined, 0, 60_000],
    [new TransientError("throttled", "x", { retryAfterSeconds: 600 }), 1, 600_000],
    [new TransientError("throttled", "x", { retryAfterSeconds: 5 }), 1, 60_000],
    [new TransientError("unreachable", "x"), 1, 60_000],
    [new TransientError("unreachable", "x"), 3, 240_000],
    [new TransientError("unreachable", "x"), 30, 900_000],
  ])("of %p, the %dth in a row", (error, failed, pause) => {
    expect(pauseAfter(error, failed, 60_000)).toBe(pause);
  });

  test("is never shorter than the interval", () => {
    expect(pauseAfter(new TransientError("unreachable", "x"), 1, 3_600_000)).toBe(3_600_000);
  });
});

describe("known tags are asked again", () => {
  const tags = Array.from({ length: 95 }, (_, index) => `t${index}`);

  /** Tags that are due in each of so many rounds. */
  function rounds(count: number, budget: number): string[][] {
    const recheck = createRecheck(budget);
    return Array.from({ length: count }, () => {
      recheck.startRound();
      return tags.filter((tag) => recheck.isDue("team/app", tag));
    });
  }

  test("all of them, where there are few", () => {
    expect(rounds(2, 95)).toEqual([tags, tags]);
  });

  test("each in its turn, where there are many", () => {
    const [first = [], ...others] = rounds(11, 10);
    expect(first).toHaveLength(10);
    expect(new Set(others.flat())).toEqual(new Set(tags));
    expect(Math.max(...others.map(({ length }) => length))).toBeLessThan(30);
  });
});

test("what failed waits twice as long each time, unless it is something else", () => {
  const postponed = createPostponed(60_000);
  const at = (minutes: number): Date => new Date(minutes * 60_000);
  postponed.add("a", "d1", at(0));
  postponed.add("a", "d1", at(1));
  expect(postponed.isWaiting("a", "d1", at(2))).toBe(true);
  expect(postponed.isWaiting("a", "d1", at(3))).toBe(false);
  expect(postponed.isWaiting("a", "d2", at(2))).toBe(false);
  for (let attempt = 0; attempt < 50; attempt += 1) postponed.add("a", "d1", at(10));
  expect(postponed.isWaiting("a", "d1", at(70))).toBe(false);
  postponed.forget("a");
  expect(postponed.isWaiting("a", "d1", at(10))).toBe(false);
});

test.each([
  [
    "ghcr.io/acme/",
    ["app", "b*"],
    { registry: "ghcr.io", names: ["acme/app"], patterns: ["acme/b*"] },
  ],
  ["docker.io", ["alpine"], { registry: "docker.io", names: ["library/alpine"], patterns: [] }],
  ["index.docker.io", [], { registry: "docker.io", names: [], patterns: ["*"] }],
  ["localhost", [], { registry: "localhost", patterns: ["*"] }],
  ["127.0.0.1:5000/team", [], { registry: "127.0.0.1:5000", patterns: ["team/*"] }],
])("--registry %s with %j", (place, repositories, scope) => {
  expect(parseWatchScope(place, repositories, [])).toMatchObject(scope);
});

test.each(["acme", "acme/app", "ghcr.io/UPPER", ""])("--registry %j is refused", (place) => {
  expect(() => parseWatchScope(place, [], [])).toThrow(/host|upper-case/);
});
