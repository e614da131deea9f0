import { expect, test } from "@jest/globals";
import { pypi } from "../../../../core/ecosystems/pypi/pypi.ts";
import { fileEntry, readFile } from "../file-entry.ts";

const SITE = "usr/lib/python3.12/site-packages";
const read = (text: string): unknown =>
  readFile(pypi, fileEntry(`${SITE}/a-1.dist-info/METADATA`), text)?.packages;

test.each([
  [`${SITE}/requests-2.31.0.dist-info/METADATA`, true],
  [`${SITE}/six-1.16.0.egg-info`, true],
  [`${SITE}/six-1.16.0.egg-info/PKG-INFO`, true],
  [`${SITE}/six-1.16.0-py3.12.egg/EGG-INFO/PKG-INFO`, true],
  [`${SITE}/requests-2.31.0.dist-info/RECORD`, false],
  [`${SITE}/requests/METADATA`, false],
  ["src/PKG-INFO", false],
  ["METADATA", false],
])("wants %s: %j", (path, wanted) => {
  expect(pypi.wants(fileEntry(path)) !== undefined).toBe(wanted);
});

test("name and version of the head, whatever the description says", () => {
  const text = `Metadata-Version: 2.1
Name: Flask_Thing
Version: 2.3.0
Summary: A thing
License: UNKNOWN
Classifier: License :: OSI Approved
Classifier: License :: OSI Approved :: BSD License
Classifier: Programming Language :: Python
Description: first line
        Name: continuation

Name: description
Version: 9
`;
  expect(read(text)).toEqual([
    { name: "Flask_Thing", version: "2.3.0", licenses: ["BSD License"] },
  ]);
});

test.each([
  [
    "License-Expression: MIT OR Apache-2.0\nLicense: x\nClassifier: License :: Y",
    "MIT OR Apache-2.0",
  ],
  ["License: BSD", "BSD"],
  ["LICENSE: BSD\r", "BSD"],
  [`License: ${"long ".repeat(50)}`, undefined],
  ["License: UNKNOWN", undefined],
])("%j", (lines, license) => {
  expect(read(`name: a\nversion: 1\n${lines}\n`)).toEqual([
    { name: "a", version: "1", ...(license !== undefined && { licenses: [license] }) },
  ]);
});

test("Windows' line ends, and no description", () => {
  expect(read("Name: a\r\nVersion: 1\r\n\r\nVersion: 2\r\n")).toEqual([
    { name: "a", version: "1" },
  ]);
});

test.each(["", "Name: a\n", "Version: 1\n", "Name: a\nVersion: 1\u001b\n"])(
  "%j is an error",
  (text) => {
    expect(() => read(text)).toThrow("It has no usable Name and Version.");
  },
);

test("its package URLs have the index's name", () => {
  expect(pypi.toPurl({ name: "Flask__Thing.x", version: "1.0" }, undefined)).toBe(
    "pkg:pypi/flask-thing-x@1.0",
  );
});
