import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parsePurl } from "../../../core/ecosystems/purl-parse.ts";
import { formatPurl, normalizePurl } from "../../../core/ecosystems/purl.ts";
import { readVectors, testWithVectors } from "./version-lines.ts";

type Nullable<T> = { [K in keyof T]: T[K] | null };
type Parts = Nullable<{
  type: string;
  namespace: string;
  name: string;
  version: string;
  qualifiers: Record<string, string>;
  subpath: string;
}>;
interface PurlTest {
  description: string;
  test_type: string;
  input: string | Parts;
  expected_output: string | Parts | null;
  expected_failure: boolean;
}

const FILES = [
  "spec/specification-test.json",
  ...["deb", "apk", "npm", "pypi", "golang", "maven"].map((type) => `types/${type}-test.json`),
];

const RUNS = { build, parse, roundtrip: again };

describe("the specification's own tests", () => {
  for (const file of FILES) {
    testWithVectors(`every parse, build and roundtrip of ${file}`, () => {
      const { tests } = JSON.parse(readVectors(`purl/${file}`)) as { tests: PurlTest[] };
      const applicable = tests.filter(({ test_type: type }) => type !== "validate");
      expect(applicable.length).toBeGreaterThan(3);
      for (const item of applicable) {
        const run = RUNS[item.test_type as keyof typeof RUNS];
        if (item.expected_failure) expect(() => run(item.input)).toThrow(Error);
        else
          expect([item.description, run(item.input)]).toEqual([
            item.description,
            item.expected_output,
          ]);
      }
    });
  }
});

function build(input: string | Parts): string {
  if (typeof input === "string") throw new Error("A build starts from parts.");
  const present = Object.entries(input).filter(([, value]) => value !== null);
  return formatPurl({ type: "", name: "", ...Object.fromEntries(present) });
}

function parse(input: string | Parts): Parts {
  const empty = { namespace: null, version: null, qualifiers: null, subpath: null };
  return { ...empty, ...parsePurl(textOf(input)) };
}

function textOf(input: string | Parts): string {
  if (typeof input !== "string") throw new Error("A parse starts from a text.");
  return input;
}

function again(input: string | Parts): string {
  return formatPurl(parsePurl(textOf(input)));
}

test.each([
  [
    { type: "deb", namespace: "Debian", name: "libstdc++6", version: "12.2.0-14+deb12u1" },
    "pkg:deb/debian/libstdc%2B%2B6@12.2.0-14%2Bdeb12u1",
  ],
  [
    {
      type: "deb",
      namespace: "debian",
      name: "a",
      version: "1:2~rc1",
      qualifiers: { distro: "debian-12", arch: "amd64", none: "" },
    },
    "pkg:deb/debian/a@1:2~rc1?arch=amd64&distro=debian-12",
  ],
  [
    { type: "npm", namespace: "@babel", name: "core", version: "7.0.0" },
    "pkg:npm/%40babel/core@7.0.0",
  ],
  [{ type: "npm", name: "JSONStream", version: "1.3.5" }, "pkg:npm/JSONStream@1.3.5"],
  [
    { type: "golang", namespace: "github.com/BurntSushi", name: "toml", version: "v1.3.2" },
    "pkg:golang/github.com/burntsushi/toml@v1.3.2",
  ],
  [{ type: "pypi", name: "Foo_.Bar", version: "1.0+local" }, "pkg:pypi/foo-bar@1.0%2Blocal"],
  [
    { type: "maven", namespace: "g", name: "a", version: "1 (x)*'!" },
    "pkg:maven/g/a@1%20%28x%29%2A%27%21",
  ],
])("%j is written as %s", (parts, purl) => {
  expect(formatPurl(parts)).toBe(purl);
});

test.each([
  "",
  "pkg:",
  "pkg:npm",
  "pkg:npm/",
  "npm/a@1",
  "pkg:npm/a@%zz",
  "pkg:n&pm/a",
  "pkg:npm/a?b c=d",
])("%j is refused", (purl) => {
  expect(() => parsePurl(purl)).toThrow(/package URL|pkg:|type/);
});

test("what is written reads back as the same parts", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 });
  const segment = text.filter((s) => !s.includes("/"));
  const key = fc.stringMatching(/^[a-z][a-z0-9._-]{0,8}$/);
  const parts = fc.record(
    {
      type: fc.constantFrom("deb", "apk", "npm", "pypi", "golang", "maven"),
      name: segment,
      namespace: fc.array(segment, { minLength: 1, maxLength: 3 }).map((s) => s.join("/")),
      version: text,
      qualifiers: fc.dictionary(key, text, { minKeys: 1, maxKeys: 3 }),
      subpath: segment.filter((s) => s !== "." && s !== ".."),
    },
    { requiredKeys: ["type", "name"] },
  );
  fc.assert(
    fc.property(parts, (given) => {
      expect(parsePurl(formatPurl(given))).toEqual(normalizePurl(given));
    }),
  );
});
