import { describe, expect, test } from "@jest/globals";
import { compileRecord, datesOf } from "../../../core/advisories/compile.ts";
import { OsvRecord } from "../../../core/advisories/osv.ts";

function record(fields: object): OsvRecord {
  return OsvRecord.parse({ id: "X-1", modified: "2024-05-01T00:00:00Z", ...fields });
}

function affected(ecosystem: string, name: string, fields: object = {}) {
  const ranges = [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "2" }] }];
  return { package: { ecosystem, name }, ranges, ...fields };
}

describe("compileRecord", () => {
  test("makes a row of each package and keeps the release in the ecosystem", () => {
    const rows = compileRecord(
      record({ affected: [affected("Debian:12", "zlib"), affected("Alpine:v3.20", "zlib")] }),
    );
    expect(rows.map(({ ecosystem, packageName }) => [ecosystem, packageName])).toEqual([
      ["Debian:12", "zlib"],
      ["Alpine:v3.20", "zlib"],
    ]);
    expect(rows[0]?.advisory.ranges).toEqual([{ events: [{ introduced: "0" }, { fixed: "2" }] }]);
  });

  test("merges several entries of one package, whatever way its name is written", () => {
    const later = [{ type: "ECOSYSTEM", events: [{ introduced: "3" }, { last_affected: "3.4" }] }];
    const rows = compileRecord(
      record({
        affected: [
          affected("PyPI", "Ruamel.YAML"),
          affected("PyPI", "ruamel_yaml", { ranges: later }),
        ],
      }),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.packageName).toBe("ruamel-yaml");
    expect(rows[0]?.advisory.ranges).toEqual([
      { events: [{ introduced: "0" }, { fixed: "2" }] },
      { events: [{ introduced: "3" }, { lastAffected: "3.4" }] },
    ]);
  });

  test.each([
    ["a withdrawn record", { withdrawn: "2024-06-01T00:00:00Z" }],
    ["a bug fix of AlmaLinux", { id: "ALBA-2024:1", summary: "tar bug fix update" }],
    ["an enhancement of Rocky Linux", { id: "RLEA-2024:1" }],
    ["no package, only commits", { affected: [{ ranges: [{ type: "GIT", events: [] }] }] }],
    [
      "only commits of a package",
      {
        affected: [
          affected("npm", "a", { ranges: [{ type: "GIT", events: [{ introduced: "0" }] }] }),
        ],
      },
    ],
  ])("makes no row of %s", (_name, fields) => {
    expect(
      compileRecord(record({ affected: [affected("AlmaLinux:9", "tar")], ...fields })),
    ).toEqual([]);
  });

  test.each([
    ["aliases", { id: "GHSA-1", aliases: ["CVE-2024-0001"] }, ["CVE-2024-0001"], undefined],
    ["its own name", { id: "DEBIAN-CVE-2024-0002" }, ["CVE-2024-0002"], undefined],
    ["one upstream", { id: "DSA-1", upstream: ["CVE-2024-0003"] }, ["CVE-2024-0003"], undefined],
    [
      "one related",
      { id: "ALSA-1", related: ["CVE-2024-0004", "X"] },
      ["CVE-2024-0004"],
      undefined,
    ],
    [
      "several upstream",
      { id: "DSA-2", upstream: ["CVE-2024-0005", "CVE-2024-0006"] },
      [],
      ["CVE-2024-0005", "CVE-2024-0006"],
    ],
    [
      "no related where there are aliases",
      { aliases: ["CVE-2024-0007"], related: ["CVE-2024-0008"] },
      ["CVE-2024-0007"],
      undefined,
    ],
  ])("takes other names from %s", (_name, fields, aliases, upstream) => {
    const [row] = compileRecord(record({ affected: [affected("Debian:12", "a")], ...fields }));
    expect(row?.advisory.aliases).toEqual(aliases);
    expect(row?.advisory.upstream).toEqual(upstream);
  });

  test("drops a distribution's list of versions where ranges say the same, keeps npm's", () => {
    const versions = { versions: ["1", "1.1", "1"] };
    const [debian, npm, listed] = compileRecord(
      record({
        affected: [
          affected("Debian:12", "a", versions),
          affected("npm", "a", versions),
          affected("Debian:12", "b", { ...versions, ranges: [] }),
        ],
      }),
    );
    expect(debian?.advisory.versions).toEqual([]);
    expect(npm?.advisory.versions).toEqual(["1", "1.1"]);
    expect(listed?.advisory.versions).toEqual(["1", "1.1"]);
  });

  test("takes Go's ranges in a module's own tags where the others say: everything", () => {
    const custom = [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "1.9.0" }] }];
    const [row] = compileRecord(
      record({
        affected: [
          affected("Go", "k8s.io/ingress-nginx", {
            ranges: [{ type: "SEMVER", events: [{ introduced: "0" }] }],
            ecosystem_specific: { custom_ranges: custom },
          }),
        ],
      }),
    );
    expect(row?.advisory.ranges).toEqual([{ events: [{ introduced: "0" }, { fixed: "1.9.0" }] }]);
  });

  test("keeps ten references, a summary of bounded length, and the package's own vectors", () => {
    const [row] = compileRecord(
      record({
        details: "x".repeat(1000),
        references: Array.from({ length: 20 }, (_, index) => ({ url: `https://a/${index % 15}` })),
        severity: [{ type: "CVSS_V3", score: "CVSS:3.1/record" }],
        affected: [
          affected("npm", "a", { severity: [{ type: "CVSS_V3", score: "CVSS:3.1/own" }] }),
        ],
      }),
    );
    expect(row?.advisory.references).toHaveLength(10);
    expect(row?.advisory.summary).toHaveLength(300);
    expect(row?.advisory.cvssVectors).toEqual(["CVSS:3.1/own"]);
  });
});

test.each([
  ["its own date", "2024-05-01T02:00:00+02:00", undefined, "2024-05-01T00:00:00.000Z", ""],
  [
    "the file's, for the year 1",
    "0001-01-01T00:00:00Z",
    "2026-08-22T00:00:00Z",
    "",
    "2026-08-22T00:00:00.000Z",
  ],
  ["nothing, for no date", "soon", undefined, "", ""],
])("datesOf gives %s", (_name, modified, file, expected, otherwise) => {
  expect(datesOf(record({ modified }), file)).toEqual({ modified: expected, otherwise });
});
