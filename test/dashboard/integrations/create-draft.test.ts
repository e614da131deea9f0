import { expect, test } from "@jest/globals";
import {
  isDraftReady,
  NEW_DRAFT,
  wantedOf,
  wrongScopeEntries,
} from "../../../dashboard/src/integrations/create-draft.ts";

test.each([
  ["", []],
  ["team/web team/*,*", []],
  ["Team/web", ["Team/web"]],
  ["team/*/web", ["team/*/web"]],
  ["A B C D", ["A", "B", "C"]],
])("of the scope %j the API would refuse %j", (scope, wrong) => {
  expect(wrongScopeEntries(scope)).toEqual(wrong);
});

test("more entries than a stack's parameter takes are wrong", () => {
  const names = Array.from({ length: 101 }, (_, index) => `team/n${index}`);
  expect(wrongScopeEntries(names.slice(0, 100).join("\n"))).toEqual([]);
  expect(wrongScopeEntries(names.join("\n"))).toEqual(["team/n100"]);
});

test.each([
  [{}, true],
  [{ latest: "0" }, false],
  [{ latest: "1.5" }, false],
  [{ latest: "100" }, true],
  [{ latest: "101" }, false],
  [{ region: "eu-west-1" }, true],
  [{ region: "Ireland" }, false],
  [{ scope: "BAD!" }, false],
])("a draft with %j can be asked for: %s", (part, isReady) => {
  expect(isDraftReady({ ...NEW_DRAFT, ...part })).toBe(isReady);
});

test("what is left open is the service's choice", () => {
  expect(wantedOf(NEW_DRAFT)).toEqual({ activation: "selected" });
});
