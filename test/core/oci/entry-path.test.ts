import { expect, test } from "@jest/globals";
import { baseName, normalisePath, parentOf, pathDepth } from "../../../core/oci/entry-path.ts";

test.each([
  ["", ""],
  [".", ""],
  ["/", ""],
  ["a", "a"],
  ["a/b", "a/b"],
  ["./a", "a"],
  ["/a/b/", "a/b"],
  ["a//b", "a/b"],
  ["a/./b", "a/b"],
  ["a/b/..", "a"],
  ["a/../b", "b"],
  ["a/..", ""],
  ["..a/b..", "..a/b.."],
  [".a/...", ".a/..."],
  ["..", undefined],
  ["../a", undefined],
  ["a/../../b", undefined],
  ["/..", undefined],
])("%j is %j", (path, normal) => {
  expect(normalisePath(path)).toBe(normal);
});

test.each([
  ["", 0, "", ""],
  ["a", 1, "", "a"],
  ["a/b", 2, "a", "b"],
  ["a/b/c", 3, "a/b", "c"],
])("%j has depth %d, is in %j and is called %j", (path, depth, parent, name) => {
  expect([pathDepth(path), parentOf(path), baseName(path)]).toEqual([depth, parent, name]);
});
