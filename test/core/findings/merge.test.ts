import { describe, expect, test } from "@jest/globals";
import type { Advisory } from "../../../core/advisories/port.ts";
import { withoutRepeated } from "../../../core/findings/collective.ts";
import { mergeMatches, type Match } from "../../../core/findings/merge.ts";
import type { Rating } from "../../../core/findings/severity.ts";

const NONE: Rating = { severity: "unspecified", severitySource: "none" };
const HIGH: Rating = { severity: "high", severitySource: "vendor" };

function advisory(id: string, aliases: string[] = [], fields: Partial<Advisory> = {}): Advisory {
  return { id, aliases, references: [], cvssVectors: [], ranges: [], versions: [], ...fields };
}

function match(id: string, aliases: string[], rating: Rating, fixedVersion?: string): Match {
  const verdict = { status: "affected", affectedRange: "<2" } as const;
  return {
    advisory: advisory(id, aliases),
    verdict: fixedVersion === undefined ? verdict : { ...verdict, fixedVersion },
    rating,
  };
}

describe("mergeMatches", () => {
  test("makes one finding of two advisories of one CVE, the rated one speaking", () => {
    const findings = mergeMatches([
      match("PYSEC-1", ["CVE-2024-1", "GHSA-1"], NONE, "2"),
      match("GHSA-1", ["CVE-2024-1"], HIGH),
    ]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      id: "CVE-2024-1",
      advisoryId: "GHSA-1",
      aliases: ["GHSA-1", "PYSEC-1"],
      severity: "high",
      fixedVersion: "2",
    });
  });

  test("ties advisories together over a third one", () => {
    const findings = mergeMatches([
      match("A", [], NONE),
      match("B", [], HIGH),
      match("C", ["A", "B"], NONE),
      match("D", [], NONE),
    ]);
    expect(findings.map(({ advisoryId }) => advisoryId)).toEqual(["B", "D"]);
    expect(findings[0]?.aliases).toEqual(["A", "C"]);
  });

  test("keeps different vulnerabilities apart", () => {
    const findings = mergeMatches([
      match("GHSA-1", ["CVE-2024-1"], HIGH),
      match("GHSA-2", ["CVE-2024-2"], HIGH),
    ]);
    expect(findings.map(({ id }) => id)).toEqual(["CVE-2024-1", "CVE-2024-2"]);
  });

  test("what surely holds speaks for what may", () => {
    const unknown: Match = {
      ...match("GHSA-1", ["CVE-2024-1"], HIGH),
      verdict: { status: "unknown", affectedRange: "<x" },
    };
    const [finding] = mergeMatches([unknown, match("PYSEC-1", ["CVE-2024-1"], NONE, "2")]);
    expect(finding).toMatchObject({ status: "affected", advisoryId: "PYSEC-1" });
  });

  test("without a CVE it is called by the advisory's own name", () => {
    expect(mergeMatches([match("MAL-2024-1", [], NONE)])[0]?.id).toBe("MAL-2024-1");
  });

  test("ten thousand advisories of one package take no quadratic time", () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      match(`DEBIAN-CVE-2024-${index}`, [`CVE-2024-${index}`], NONE),
    );
    expect(mergeMatches(many)).toHaveLength(10_000);
  });
});

describe("withoutRepeated", () => {
  const single = [advisory("DEBIAN-CVE-2024-1", ["CVE-2024-1"]), advisory("X-2", ["CVE-2024-2"])];

  test.each([
    ["a collective advisory whose CVEs all have their own", ["CVE-2024-1", "CVE-2024-2"], 2],
    ["not one that tells of a further CVE", ["CVE-2024-1", "CVE-2024-3"], 3],
  ])("leaves out %s", (_name, upstream, count) => {
    const collective = advisory("DSA-1", [], { upstream });
    expect(withoutRepeated([...single, collective])).toHaveLength(count);
  });
});
