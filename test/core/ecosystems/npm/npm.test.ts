import { expect, test } from "@jest/globals";
import { npm } from "../../../../core/ecosystems/npm/npm.ts";
import { fileEntry, readFile } from "../file-entry.ts";

const read = (text: string): unknown =>
  readFile(npm, fileEntry("app/node_modules/x/package.json"), text)?.packages;

test.each([
  ["app/node_modules/express/package.json", true],
  ["node_modules/express/package.json", true],
  ["usr/local/lib/node_modules/npm/package.json", true],
  ["usr/lib/node_modules/npm/node_modules/@npmcli/fs/package.json", true],
  ["node_modules/@babel/core/package.json", true],
  ["app/node_modules/.pnpm/a@1.0.0/node_modules/a/package.json", true],
  ["app/node_modules/anywhere/package.json", true],
  ["app/package.json", false],
  ["package.json", false],
  ["app/node_modules/package.json", false],
  ["app/node_modules/@babel/package.json", false],
  ["app/node_modules/express/lib/package.json", false],
  ["app/node_modules/@babel/core/lib/package.json", false],
  ["app/node_modules/babel/core/package.json", false],
  ["app/node_modules/.cache/package.json", false],
  ["app/my_node_modules/express/package.json", false],
  ["my_node_modules/express/package.json", false],
  ["@babel/core/package.json", false],
  ["app/node_modules/express/package.json5", false],
  ["app/node_modules/express/xpackage.json", false],
])("wants %s: %j", (path, wanted) => {
  expect(npm.wants(fileEntry(path)) !== undefined).toBe(wanted);
});

test.each([
  ['{"name":"a","version":"1.0.0"}', { name: "a", version: "1.0.0" }],
  ['\uFEFF{"name":"a","version":"1.0.0"}', { name: "a", version: "1.0.0" }],
  [
    '{"name":"@s/a","version":" 1.0.0 ","private":true}',
    { namespace: "@s", name: "a", version: "1.0.0" },
  ],
  [
    '{"name":"alias-of-other","version":"1.0.0","license":"MIT"}',
    { name: "alias-of-other", version: "1.0.0", licenses: ["MIT"] },
  ],
  [
    '{"name":"a","version":"1","license":{"type":"BSD-3-Clause","url":"x"}}',
    { name: "a", version: "1", licenses: ["BSD-3-Clause"] },
  ],
  [
    '{"name":"a","version":"1","licenses":[{"type":"MIT"},{"type":"Apache-2.0"},"MIT",7,null]}',
    { name: "a", version: "1", licenses: ["MIT", "Apache-2.0"] },
  ],
  [`{"name":"a","version":"1","license":"${"long ".repeat(100)}"}`, { name: "a", version: "1" }],
])("%s", (text, pkg) => {
  expect(read(text)).toEqual([pkg]);
});

test.each([
  "{}",
  '{"type":"module"}',
  '{"name":"a"}',
  '{"version":"1.0.0"}',
  '{"name":"","version":"1.0.0"}',
  '{"name":["a"],"version":1}',
])("%s tells nothing", (text) => {
  expect(read(text)).toBeUndefined();
});

test.each([
  ["", "It is not valid JSON."],
  ['{"name":', "It is not valid JSON."],
  ["[]", "It is no JSON object."],
  ["null", "It is no JSON object."],
  ['"text"', "It is no JSON object."],
  ['{"name":"a\\u001b[0m","version":"1"}', "holds control characters"],
  [`{"name":"${"a".repeat(600)}","version":"1"}`, "too long"],
])("%j is an error", (text, message) => {
  expect(() => read(text)).toThrow(message);
});

test("its package URLs", () => {
  expect(npm.toPurl({ namespace: "@babel", name: "core", version: "7.0.0" }, undefined)).toBe(
    "pkg:npm/%40babel/core@7.0.0",
  );
  expect(npm.toPurl({ name: "a", version: "1.0.0+b" }, undefined)).toBe("pkg:npm/a@1.0.0%2Bb");
});
