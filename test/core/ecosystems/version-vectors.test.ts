import { describe, expect, test } from "@jest/globals";
import { apk } from "../../../core/ecosystems/apk/apk.ts";
import { dpkg } from "../../../core/ecosystems/dpkg/dpkg.ts";
import type { Ecosystem } from "../../../core/ecosystems/ecosystem.ts";
import { golang } from "../../../core/ecosystems/golang/golang.ts";
import { maven } from "../../../core/ecosystems/maven/maven.ts";
import { npm } from "../../../core/ecosystems/npm/npm.ts";
import { pypi } from "../../../core/ecosystems/pypi/pypi.ts";
import { readVectors, readVersionLines, signOf, testWithVectors } from "./version-lines.ts";

/**
 * Made by a Maven before 3.8.7, which began to read `.RC1` as `-RC1`. Its ComparableVersion,
 * asked about these, answers `>` each time; so do we.
 */
const WRONG_BY_MAVEN = new Set([
  "1.0.0-RC16 < 1.0.0.RC8-beta",
  "1.0.0-gradle-rework-beta3 < 1.0.0.RC7-3",
  "2.9.0-1 < 2.9.0.RC1",
  "1.2.31.sec10 < 1.2.31_noneautotype",
  "1.2.54.sec10 < 1.2.54_noneautotype",
  "1.2.57.sec10 < 1.2.57_noneautotype",
  "1.2.60.sec10 < 1.2.60_noneautotype",
  "1.1.0-01-glassfish < 1.1.0.Beta1",
]);

const FILES: [string, Ecosystem, number][] = [
  ["debian.txt", dpkg, 15],
  ["debian-generated.txt", dpkg, 7256],
  ["alpine.txt", apk, 392],
  ["alpine-generated.txt", apk, 6924],
  ["semver.txt", npm, 43],
  ["semver.txt", golang, 43],
  ["pypi.txt", pypi, 21],
  ["pypi-generated.txt", pypi, 6086],
  ["maven.txt", maven, 57],
  ["maven-generated.txt", maven, 7326],
];

describe("public version vectors", () => {
  for (const [file, ecosystem, count] of FILES) {
    testWithVectors(`every line of ${file} holds for ${ecosystem.id}, either way round`, () => {
      const lines = readVersionLines(`versions/${file}`);
      expect(lines).toHaveLength(count);
      const wrong = lines.filter(({ text, left, sign, right }) => {
        const result = ecosystem.compareVersions(left, right);
        const reverse = ecosystem.compareVersions(right, left);
        const holds = signOf(result) === sign && signOf(-(reverse ?? Number.NaN)) === sign;
        return holds === WRONG_BY_MAVEN.has(text);
      });
      expect(wrong).toEqual([]);
    });
  }

  testWithVectors("every comparison of the vers specification holds for apk", () => {
    const { tests } = JSON.parse(readVectors("vers/alpine_version_cmp_test.json")) as {
      tests: {
        test_type: string;
        input: { versions: [string, string] };
        expected_output: unknown;
      }[];
    };
    expect(tests).toHaveLength(716);
    const wrong = tests.filter(
      ({ test_type: type, input: { versions }, expected_output: want }) => {
        const result = apk.compareVersions(...versions);
        if (type === "equality") return (result === 0) !== want;
        const sorted = (result ?? 0) <= 0 ? versions : versions.toReversed();
        return result === undefined || JSON.stringify(sorted) !== JSON.stringify(want);
      },
    );
    expect(wrong).toEqual([]);
  });
});

const BY_ID = { dpkg, apk, npm, golang, pypi, maven };

// Answers of dpkg --compare-versions, of Maven 3.8.7's ComparableVersion, and of the schemes' texts.
test.each([
  ["dpkg", "1.0~rc1-1", "<", "1.0-1"],
  ["dpkg", "1.0~~", "<", "1.0~"],
  ["dpkg", "1:0.1", ">", "2.0"],
  ["dpkg", "1.2-3", "<", "1.2-3+b1"],
  ["dpkg", "1.2-3+deb12u2", "<", "1.2-3+deb12u10"],
  ["dpkg", "1.0", "=", "1.0-0"],
  ["dpkg", "1.0-0a", ">", "1.0-0"],
  ["dpkg", "1.0a", "<", "1.0+"],
  ["dpkg", "20.99999999999999999999", "<", "20.100000000000000000000"],
  ["dpkg", "1:2:3", ">", "1:2"],
  ["apk", "1.2.3-r0", "<", "1.2.3-r10"],
  ["apk", "1.2_rc1", "<", "1.2"],
  ["apk", "1.2", "<", "1.2_p1"],
  ["apk", "1.2_alpha", "<", "1.2_beta"],
  ["apk", "1.05", "<", "1.1"],
  ["apk", "1.2~abc", ">", "1.2"],
  ["apk", "3.0.8a-r1", ">", "3.0.8-r9"],
  ["npm", "1.2.3", "<", "1.10.0"],
  ["npm", "1.0.0-alpha.9", "<", "1.0.0-alpha.10"],
  ["npm", "v1.0.0+build", "=", "1.0.0"],
  ["npm", "1.2", "=", "1.2.0"],
  ["npm", "1.0.0-99999999999999999998", "<", "1.0.0-99999999999999999999"],
  ["golang", "v0.0.0-20210101000000-abcdef123456", "<", "v0.0.0-20220101000000-0123456789ab"],
  ["golang", "20.10.17+incompatible", "<", "20.10.18"],
  ["golang", "1.2.4-0.20210101000000-abcdef123456", ">", "1.2.3"],
  ["golang", "1.16.0-0", "<", "1.16.0-rc.1"],
  ["pypi", "1.0.dev1", "<", "1.0a1"],
  ["pypi", "1.0rc1", "<", "1.0"],
  ["pypi", "1.0", "=", "1.0.0"],
  ["pypi", "1!0.1", ">", "2023.1"],
  ["pypi", "1.0.post1", ">", "1.0+local"],
  ["pypi", "2004d", "<", "2005.0a1"],
  ["maven", "1.0-SNAPSHOT", "<", "1.0"],
  ["maven", "2.9.0.RC1", "<", "2.9.0-1"],
  ["maven", "4.1.100.Final", "=", "4.1.100"],
  ["maven", "1-ga-1", "<", "1-1"],
  ["maven", "1-1", ">", "1-sp"],
  ["maven", "1.12345678901234567890", "<", "1.12345678901234567891"],
] as const)("%s: %s %s %s", (id, left, sign, right) => {
  const ecosystem = BY_ID[id];
  expect(signOf(ecosystem.compareVersions(left, right))).toBe(sign);
  expect(signOf(-(ecosystem.compareVersions(right, left) ?? Number.NaN))).toBe(sign);
});

test.each([
  ["dpkg", ["", " ", "1 2", "1-", "a:1", "1:", ":1", "1.0/2", "-1", "12345678901:1"]],
  ["apk", ["", "1 2", "1/2", "(devel)"]],
  ["npm", ["", "latest", "(devel)", "*", "1.x", "1.2.3 || 2", `1.${"0".repeat(300)}`]],
  ["golang", ["", "(devel)", "go1.22", "master"]],
  ["pypi", ["", "1 2", "(devel)", "${version}", "1.0,2.0"]],
  ["maven", ["", "${project.version}", "1 2", "1-".repeat(200)]],
] as const)("what is no version of %s makes the order unknown: %j", (id, versions) => {
  const ecosystem = BY_ID[id];
  for (const version of versions) {
    expect([version, ecosystem.compareVersions(version, "1.0.0")]).toEqual([version, undefined]);
    expect([version, ecosystem.compareVersions("1.0.0", version)]).toEqual([version, undefined]);
  }
});
