import { describe, expect, test } from "@jest/globals";
import { parseRetryAfter, retryDelay } from "../../../simulator/eventbridge/delivery/backoff.ts";
import { createRateLimit } from "../../../simulator/eventbridge/delivery/rate-limit.ts";

describe("retryDelay", () => {
  const between = (random: number) => ({ baseMs: 1000, capMs: 60_000, random: () => random });
  test.each([
    [1, 0, undefined, 500],
    [1, 0.5, undefined, 750],
    [2, 0, undefined, 1000],
    [4, 0, undefined, 4000],
    [20, 0, undefined, 30_000],
    [1, 0, 5000, 5000],
    [20, 0, 5000, 30_000],
  ])("after %d attempts, random %d, Retry-After %p: %d ms", (attempts, random, after, expected) => {
    expect(retryDelay(attempts, after, between(random))).toBe(expected);
  });
});

test.each([
  [undefined, undefined],
  ["120", 120_000],
  ["-1", -1000],
  ["Fri, 02 Jan 2026 03:05:05 GMT", 60_000],
  ["Fri, 02 Jan 2026 03:00:00 GMT", 0],
  ["soon", undefined],
])("Retry-After %p is %p ms", (header, expected) => {
  expect(parseRetryAfter(header, new Date("2026-01-02T03:04:05Z"))).toBe(expected);
});

test("a destination's calls are spaced by its rate, others' are not", () => {
  const reserve = createRateLimit(() => 2);
  expect([reserve("a", 0), reserve("a", 0), reserve("b", 0), reserve("a", 5000)]).toEqual([
    0, 500, 0, 5000,
  ]);
});
