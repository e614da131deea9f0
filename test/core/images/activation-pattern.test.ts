import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { matchesPattern } from "../../../core/images/activation-pattern.ts";

describe("a pattern of repositories' names", () => {
  test.each([
    ["team/app", "team/app", true],
    ["team/app", "team/app2", false],
    ["team/*", "team/app", true],
    ["team/*", "team/a/b", true],
    ["team/*", "team/", true],
    ["team/*", "team", false],
    ["team/*", "my/team/app", false],
    ["*", "anything/at-all", true],
    ["*-prod", "team/app-prod", true],
    ["*-prod", "team/app-prod2", false],
    ["a*b", "ab", true],
    ["a*a", "a", false],
    ["a*ab", "aab", true],
    ["*ab*ab*", "ab", false],
    ["*ab*ab*", "xabxabx", true],
    ["a.b", "axb", false],
    ["**", "x", true],
  ])("%s means %s: %s", (pattern, name, expected) => {
    expect(matchesPattern(pattern, name)).toBe(expected);
  });

  test("means what the regular expression with .* for * means", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "/"), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "/", "*"), maxLength: 6 });
    fc.assert(
      fc.property(pattern, text, (of, name) => {
        const expression = new RegExp(`^${of.replaceAll("*", ".*")}$`);
        expect(matchesPattern(of, name)).toBe(expression.test(name));
      }),
      { numRuns: 2000 },
    );
  });

  test("of many stars takes one pass, where a regular expression would not end", () => {
    const name = "a".repeat(256);
    expect(matchesPattern(`${"*a".repeat(127)}*b`, name)).toBe(false);
    expect(matchesPattern(`${"*a".repeat(127)}*`, name)).toBe(true);
  });
});
