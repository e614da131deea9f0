import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { type ComparedPackage, comparePackages } from "../../../../core/images/compare/packages.ts";

function npm(name: string, version: string): ComparedPackage {
  const purl = `pkg:npm/${name}@${version}`;
  return { purl, type: "npm", ecosystem: "npm", name, version, architecture: null };
}

function deb(name: string, version: string, architecture: string): ComparedPackage {
  const purl = `pkg:deb/debian/${name}@${version}?arch=${architecture}`;
  return { purl, type: "deb", ecosystem: "dpkg", name, version, architecture };
}

/** `change name from→to` of each difference. */
function shown(from: readonly ComparedPackage[], to: readonly ComparedPackage[]): string[] {
  return comparePackages(from, to).map(
    (one) => `${one.change} ${one.name} ${one.from?.version ?? ""}→${one.to?.version ?? ""}`,
  );
}

describe("what became of packages", () => {
  test.each<[string, ComparedPackage[], ComparedPackage[], string[]]>([
    ["nothing", [], [], []],
    ["new", [], [npm("a", "1.0.0")], ["added a →1.0.0"]],
    ["gone", [npm("a", "1.0.0")], [], ["removed a 1.0.0→"]],
    [
      "by number, not by letter",
      [npm("a", "9.0.0")],
      [npm("a", "10.0.0")],
      ["upgraded a 9.0.0→10.0.0"],
    ],
    ["back", [npm("a", "1.0.0")], [npm("a", "1.0.0-rc.1")], ["downgraded a 1.0.0→1.0.0-rc.1"]],
    ["without an order", [npm("a", "main")], [npm("a", "dev")], ["changed a main→dev"]],
    [
      "by Debian's order",
      [deb("libc6", "2.36-9+deb12u4", "amd64")],
      [deb("libc6", "2.36-9+deb12u10", "amd64")],
      ["upgraded libc6 2.36-9+deb12u4→2.36-9+deb12u10"],
    ],
    [
      "another architecture is another package",
      [deb("a", "1", "amd64")],
      [deb("a", "2", "arm64")],
      ["removed a 1→", "added a →2"],
    ],
    [
      "several versions in their order",
      [npm("a", "2.0.0"), npm("a", "1.0.0")],
      [npm("a", "2.1.0"), npm("a", "1.1.0"), npm("a", "3.0.0")],
      ["upgraded a 1.0.0→1.1.0", "upgraded a 2.0.0→2.1.0", "added a →3.0.0"],
    ],
    ["by name", [npm("b", "1.0.0")], [npm("a", "1.0.0")], ["added a →1.0.0", "removed b 1.0.0→"]],
  ])("%s", (_, from, to, expected) => {
    expect(shown(from, to)).toEqual(expected);
  });

  test("each package is in one difference, and the way back is the opposite", () => {
    const packages = fc.uniqueArray(
      fc
        .tuple(fc.constantFrom("a", "b", "c"), fc.nat(5))
        .map(([name, major]) => npm(name, `${major}.0.0`)),
      { selector: ({ purl }) => purl },
    );
    const opposite = { added: "removed", removed: "added", upgraded: "downgraded" } as const;
    fc.assert(
      fc.property(packages, packages, (one, other) => {
        const from = one.filter(({ purl }) => !other.some((same) => same.purl === purl));
        const to = other.filter(({ purl }) => !one.some((same) => same.purl === purl));
        const there = comparePackages(from, to);
        const purls = there.flatMap((difference) => [difference.from?.purl, difference.to?.purl]);
        const named = purls.filter((purl) => purl !== undefined).sort();
        expect(named).toEqual([...from, ...to].map(({ purl }) => purl).sort());
        const back = comparePackages(to, from);
        for (const [change, reverse] of Object.entries(opposite)) {
          expect(back.filter((difference) => difference.change === reverse)).toHaveLength(
            there.filter((difference) => difference.change === change).length,
          );
        }
      }),
    );
  });
});
