import { expect, test } from "@jest/globals";
import { ANALYZER_VERSION } from "../../../core/ecosystems/analyzer-version.ts";
import { detectors, ecosystemById, ecosystems, schemeFor } from "../../../core/ecosystems/index.ts";
import { fileEntry } from "./file-entry.ts";

test("every ecosystem is found by its id, and each is a detector", () => {
  expect(ecosystems.map(({ id }) => ecosystemById(id)?.id)).toEqual([
    "dpkg",
    "apk",
    "npm",
    "pypi",
    "golang",
    "maven",
  ]);
  expect(detectors.map(({ id }) => id)).toEqual(["os-release", ...ecosystems.map(({ id }) => id)]);
  expect(ecosystemById("cobol")).toBeUndefined();
});

test.each([
  ["Debian:12", "dpkg"],
  ["Debian", "dpkg"],
  ["Ubuntu:22.04:LTS", "dpkg"],
  ["Alpine:v3.20", "apk"],
  ["Wolfi", "apk"],
  ["Chainguard", "apk"],
  ["npm", "npm"],
  ["PyPI", "pypi"],
  ["Go", "golang"],
  ["Maven", "maven"],
  ["crates.io", undefined],
  ["constructor", undefined],
])("versions in advisories of %s compare as %s", (advisories, id) => {
  expect(schemeFor(advisories)?.id).toBe(id);
});

test("each of these files is read by one detector only", () => {
  const readers = [
    "etc/os-release",
    "var/lib/dpkg/status",
    "lib/apk/db/installed",
    "app/node_modules/a/package.json",
    "usr/lib/python3/dist-packages/a-1.dist-info/METADATA",
    "app/a.jar",
    "lib/plugin.so",
    "etc/passwd",
  ].map((path) =>
    detectors.filter((one) => one.wants(fileEntry(path, { size: 1e6 }))).map(({ id }) => id),
  );
  expect(readers).toEqual([
    ["os-release"],
    ["dpkg"],
    ["apk"],
    ["npm"],
    ["pypi"],
    ["maven"],
    ["golang"],
    [],
  ]);
});

test("the analyzer's version is a text that a key can hold", () => {
  expect(ANALYZER_VERSION).toMatch(/^[\w.-]+$/);
});
