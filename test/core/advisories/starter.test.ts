import { describe, expect, test } from "@jest/globals";
import { compileRecord } from "../../../core/advisories/compile.ts";
import { baseEcosystem } from "../../../core/advisories/ecosystem-name.ts";
import { OsvRecord } from "../../../core/advisories/osv.ts";
import { starterEcosystems, starterRecords } from "../../../core/advisories/starter.ts";
import { schemeFor } from "../../../core/ecosystems/index.ts";
import { createRater } from "../../../core/findings/severity.ts";

const records = starterRecords().map((record) => OsvRecord.parse(record.read()));
const rows = records.flatMap((record) => compileRecord(record));

describe("the starter set", () => {
  test("tells of at least 60 different packages, every one of which can be matched", () => {
    const names = rows.map((row) => `${baseEcosystem(row.ecosystem)} ${row.packageName}`);
    expect(new Set(names).size).toBeGreaterThanOrEqual(60);
    for (const record of records) expect(compileRecord(record)).not.toEqual([]);
  });

  test("covers the ecosystems that images are analysed for", () => {
    const bases = new Set(starterEcosystems().map(baseEcosystem));
    expect([...bases].sort()).toEqual(["Alpine", "Debian", "Go", "Maven", "PyPI", "Ubuntu", "npm"]);
    expect(starterEcosystems()).toEqual(
      expect.arrayContaining(["Debian:11", "Debian:12", "Debian:13"]),
    );
  });

  test("names each record once", () => {
    const ids = records.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test.each(records.map((record) => [record.id, record] as const))(
    "%s says what it is, how bad, and where to read more",
    (_id, record) => {
      expect(record.summary).toMatch(/^.{20,200}[^.]$/);
      expect(record.published).toMatch(/^20\d\d-\d\d-\d\dT/);
      expect(record.references.length).toBeGreaterThanOrEqual(2);
      for (const { url } of record.references) expect(url).toMatch(/^https:\/\//);
      const rate = createRater();
      for (const { advisory } of compileRecord(record)) {
        expect(advisory.aliases.some((alias) => /^CVE-\d{4}-\d+$/.test(alias))).toBe(true);
        const rating = rate(advisory);
        expect(rating.severity).not.toBe("unspecified");
        expect(rating.cvss?.score).toBeGreaterThan(0);
      }
    },
  );

  test.each(rows.map((row) => [row.ecosystem, row.packageName, row.advisory] as const))(
    "its ranges of %s %s rise by the ecosystem's own scheme",
    (ecosystem, _name, advisory) => {
      const scheme = schemeFor(ecosystem);
      for (const { events } of advisory.ranges) {
        const versions = events.flatMap(({ introduced, fixed, lastAffected }) =>
          [introduced, fixed, lastAffected].filter((version) => version !== undefined),
        );
        const compared = versions.filter((version) => version !== "0");
        for (const [index, version] of compared.entries()) {
          expect(scheme?.compareVersions(version, version)).toBe(0);
          const next = compared[index + 1];
          if (next !== undefined) expect(scheme?.compareVersions(version, next)).toBeLessThan(0);
        }
      }
    },
  );
});
