import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ecosystems } from "../../../core/ecosystems/index.ts";
import { signOf } from "./version-lines.ts";

const number = fc.oneof(
  fc.nat({ max: 12 }).map(String),
  fc.constantFrom("00", "007", "20240101", "99999999999999999999"),
);
const release = fc.array(number, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("."));
const join = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(""));
const optional = (text: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.option(text, { nil: "" });
const word = fc.constantFrom("alpha", "beta", "rc", "a", "b", "m", "x", "final", "snapshot", "sp");

const semver = join(
  fc
    .tuple(number, number, number)
    .map((parts) => parts.map((n) => n.replace(/^0+(?=.)/, "")).join(".")),
  optional(join(fc.constant("-"), word, optional(join(fc.constant("."), fc.nat(20).map(String))))),
);

/** Versions as they are in each scheme. */
const VERSIONS: Record<string, fc.Arbitrary<string>> = {
  dpkg: join(
    optional(fc.constantFrom("0:", "1:", "2:")),
    release,
    optional(fc.constantFrom("~", "~rc1", "+dfsg", "a", "~~")),
    optional(join(fc.constant("-"), number, optional(fc.constantFrom("+deb12u1", "ubuntu2", "~")))),
  ),
  apk: join(
    release,
    optional(fc.constantFrom("a", "z")),
    optional(join(fc.constantFrom("_alpha", "_rc", "_p", "_git"), optional(number))),
    optional(join(fc.constant("-r"), fc.nat(12).map(String))),
  ),
  npm: semver,
  golang: semver,
  pypi: join(
    optional(fc.constantFrom("1!", "v")),
    release,
    optional(join(fc.constantFrom("a", "b", "rc"), fc.nat(9).map(String))),
    optional(join(fc.constant(".post"), fc.nat(9).map(String))),
    optional(join(fc.constant(".dev"), fc.nat(9).map(String))),
  ),
  maven: join(release, optional(join(fc.constantFrom("-", ".", ""), word, optional(number)))),
};

describe.each(ecosystems)("the order of $id's versions", (ecosystem) => {
  const versions = VERSIONS[ecosystem.id] ?? fc.constant("");
  const compareVersions = (a: string, b: string): number | undefined =>
    ecosystem.compareVersions(a, b);

  test("a version is equal to itself", () => {
    fc.assert(fc.property(versions, (a) => signOf(compareVersions(a, a)) === "="));
  });

  test("turning a comparison round turns its sign round", () => {
    fc.assert(
      fc.property(versions, versions, (a, b) => {
        const forth = compareVersions(a, b);
        const back = compareVersions(b, a);
        expect(forth).toBeDefined();
        expect(signOf(forth)).toBe(signOf(-(back ?? Number.NaN)));
      }),
    );
  });

  test("what is sorted pairwise is sorted as a whole", () => {
    fc.assert(
      fc.property(versions, versions, versions, (a, b, c) => {
        const [low, middle, high] = [a, b, c].sort((x, y) => compareVersions(x, y) ?? Number.NaN);
        expect(signOf(compareVersions(low ?? "", middle ?? ""))).not.toBe(">");
        expect(signOf(compareVersions(middle ?? "", high ?? ""))).not.toBe(">");
        expect(signOf(compareVersions(low ?? "", high ?? ""))).not.toBe(">");
      }),
      { numRuns: 300 },
    );
  });

  test("any text compares without an error", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: "binary" }), (a, b) => {
        compareVersions(a, b);
        compareVersions(b, a);
      }),
    );
  });
});
