import { expect, test } from "@jest/globals";
import { backoffSeconds } from "../../../lambdas/runtime/backoff.ts";

test.each([
  [1, 0, undefined, 8],
  [1, 0.999, undefined, 15],
  [2, 0.5, undefined, 23],
  [5, 0.999, undefined, 240],
  [20, 0.999, undefined, 900],
  [1, 0, 100, 100],
  [5, 0.999, 10, 240],
  [1, 0, 1_000_000, 43_000],
])("attempt %d with random %d and Retry-After %p waits %d s", (count, random, after, seconds) => {
  expect(backoffSeconds(count, random, after)).toBe(seconds);
});

test("a queue may be quicker than the others", () => {
  const range = { baseSeconds: 2, maxSeconds: 10 };
  expect(backoffSeconds(1, 0.999, undefined, range)).toBe(2);
  expect(backoffSeconds(9, 0.999, undefined, range)).toBe(10);
  expect(backoffSeconds(1, 0, 5, range)).toBe(5);
});
