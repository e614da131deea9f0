import { expect, test } from "@jest/globals";
import {
  baseEcosystem,
  isDistributionEcosystem,
  osvArchiveUrl,
} from "../../../core/advisories/ecosystem-name.ts";
import { AdvisoryFile, ecosystemSlug, mayReplace } from "../../../core/advisories/index-file.ts";
import { advisoryPackageName } from "../../../core/advisories/package-name.ts";

test.each([
  ["PyPI", "Ruamel.YAML_clib", "ruamel-yaml-clib"],
  ["PyPI", "a-_.b", "a-b"],
  ["npm", "JSONStream", "JSONStream"],
  ["Debian:12", "libX11", "libX11"],
])("advisoryPackageName of %s: %s → %s", (ecosystem, name, expected) => {
  expect(advisoryPackageName(ecosystem, name)).toBe(expected);
});

test.each([
  ["Debian:12", "Debian", "debian-12", true],
  ["Ubuntu:22.04:LTS", "Ubuntu", "ubuntu-22.04-lts", true],
  ["Alpine:v3.20", "Alpine", "alpine-v3.20", true],
  ["Rocky Linux:9", "Rocky Linux", "rocky-linux-9", true],
  ["npm", "npm", "npm", false],
  ["crates.io", "crates.io", "crates.io", false],
])("%s belongs to %s", (name, base, slug, distribution) => {
  expect(baseEcosystem(name)).toBe(base);
  expect(ecosystemSlug(name)).toBe(slug);
  expect(isDistributionEcosystem(name)).toBe(distribution);
});

test("osvArchiveUrl is that of the ecosystem without its release", () => {
  expect(osvArchiveUrl("Rocky Linux:9")).toBe(
    "https://osv-vulnerabilities.storage.googleapis.com/Rocky%20Linux/all.zip",
  );
});

test.each([
  [undefined, "starter", true],
  ["starter", "starter", true],
  ["starter", "full", true],
  ["full", "full", true],
  ["full", "starter", false],
] as const)("in the place of %s, %s may come: %s", (installed, built, expected) => {
  const known = installed === undefined ? undefined : { coverage: installed };
  expect(mayReplace(known, { coverage: built })).toBe(expected);
});

test.each(["../x.sqlite", "a/b.sqlite", ".sqlite", "index.json", "A.sqlite"])(
  "an index may not name the file %s",
  (file) => {
    expect(AdvisoryFile.shape.file.safeParse(file).success).toBe(false);
  },
);
