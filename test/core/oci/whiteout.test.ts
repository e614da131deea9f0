import { expect, test } from "@jest/globals";
import { whiteoutOf } from "../../../core/oci/whiteout.ts";

test.each([
  ["a/.wh.b", { kind: "remove", path: "a/b" }],
  [".wh.b", { kind: "remove", path: "b" }],
  ["a/.wh..b", { kind: "remove", path: "a/.b" }],
  ["a/b/.wh..wh..opq", { kind: "opaque", folder: "a/b" }],
  [".wh..wh..opq", { kind: "opaque", folder: "" }],
  ["a/.wh..wh.aufs", { kind: "ignore" }],
  [".wh..wh.plnk/12.34", { kind: "ignore" }],
  ["a/.wh.", { kind: "ignore" }],
  ["a/.wh..", { kind: "ignore" }],
  ["a/.wh...", { kind: "ignore" }],
  ["app/node_modules/anywhere/package.json", undefined],
  ["usr/bin/which", undefined],
  ["a/b.wh.c", undefined],
  ["a.wh./b", undefined],
  ["a/.whx", undefined],
])("%s: %j", (path, expected) => {
  expect(whiteoutOf(path)).toEqual(expected);
});
