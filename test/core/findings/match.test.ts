import { describe, expect, test } from "@jest/globals";
import type { Advisory, AdvisorySource } from "../../../core/advisories/port.ts";
import { FindingReport } from "../../../core/contract/findings.ts";
import type { Distribution, InventoryPackage } from "../../../core/contract/inventory.ts";
import { ecosystems } from "../../../core/ecosystems/index.ts";
import { PermanentError, TransientError } from "../../../core/errors.ts";
import { matchInventory } from "../../../core/findings/match.ts";

const MATCHED_AT = "2026-01-02T03:04:05.000Z";

function pkg(
  ecosystem: string,
  type: InventoryPackage["type"],
  name: string,
  version: string,
  fields: Partial<InventoryPackage> = {},
): InventoryPackage {
  return {
    purl: `pkg:${type}/${name}@${version}`,
    ecosystem,
    type,
    name,
    version,
    locations: [],
    ...fields,
  };
}

function advisory(id: string, fixed: string, fields: Partial<Advisory> = {}): Advisory {
  const ranges = [{ events: [{ introduced: "0" }, { fixed }] }];
  return { id, aliases: [], references: [], cvssVectors: [], ranges, versions: [], ...fields };
}

/** A source of the given advisories by ecosystem and package, that notes what is opened and closed. */
function sourceOf(data: Record<string, Record<string, Advisory[]>>) {
  const opened: string[] = [];
  const closed: string[] = [];
  const source: AdvisorySource = {
    open(ecosystem) {
      opened.push(ecosystem);
      const packages = data[ecosystem];
      return Promise.resolve(
        packages && {
          ecosystem,
          coverage: "full",
          asOf: "2025-12-31T00:00:00.000Z",
          lookup: (name) => packages[name] ?? [],
          close: () => closed.push(ecosystem),
        },
      );
    },
  };
  return { source, opened, closed };
}

async function match(
  packages: InventoryPackage[],
  source: AdvisorySource,
  distribution?: Distribution,
) {
  const inventory = {
    schemaVersion: 1 as const,
    analyzerVersion: "1",
    size: 0,
    layers: [],
    packages,
    warnings: [],
    ...(distribution === undefined ? {} : { distribution }),
  };
  const report = await matchInventory(inventory, source, { ecosystems, matchedAt: MATCHED_AT });
  return FindingReport.parse(report);
}

const bookworm: Distribution = {
  id: "debian",
  versionId: "12",
  prettyName: "Debian GNU/Linux 12 (bookworm)",
};

describe("matchInventory", () => {
  test("finds what is affected, opening only the ecosystems of the inventory", async () => {
    const { source, opened, closed } = sourceOf({
      npm: {
        lodash: [
          advisory("GHSA-1", "4.17.21", { aliases: ["CVE-2021-23337"], vendorSeverity: "HIGH" }),
        ],
      },
      PyPI: {},
    });
    const report = await match(
      [pkg("npm", "npm", "lodash", "4.17.20"), pkg("npm", "npm", "left-pad", "1.0.0")],
      source,
    );
    expect(opened).toEqual(["npm"]);
    expect(closed).toEqual(["npm"]);
    expect(report.matchedAt).toBe(MATCHED_AT);
    expect(report.counts).toEqual({ critical: 0, high: 1, medium: 0, low: 0, unspecified: 0 });
    expect(report.assessed).toEqual([
      { ecosystem: "npm", coverage: "full", asOf: "2025-12-31T00:00:00.000Z", packageCount: 2 },
    ]);
    expect(report.findings).toEqual([
      {
        id: "CVE-2021-23337",
        advisoryId: "GHSA-1",
        aliases: ["GHSA-1"],
        purl: "pkg:npm/lodash@4.17.20",
        status: "affected",
        severity: "high",
        severitySource: "vendor",
        affectedRange: "<4.17.21",
        fixedVersion: "4.17.21",
      },
    ]);
  });

  test("matches Debian's binary packages by their source, and counts the CVE once", async () => {
    const { source } = sourceOf({
      "Debian:12": {
        openssl: [advisory("DEBIAN-CVE-2024-1", "3.0.14-1~deb12u2", { aliases: ["CVE-2024-1"] })],
      },
    });
    const binary = { sourceName: "openssl", sourceVersion: "3.0.11-1~deb12u2" };
    const report = await match(
      [
        pkg("dpkg", "deb", "libssl3", "3.0.11-1~deb12u2", binary),
        pkg("dpkg", "deb", "openssl", "3.0.11-1~deb12u2"),
      ],
      source,
      bookworm,
    );
    expect(report.findings.map(({ id, purl }) => [id, purl])).toEqual([
      ["CVE-2024-1", "pkg:deb/libssl3@3.0.11-1~deb12u2"],
      ["CVE-2024-1", "pkg:deb/openssl@3.0.11-1~deb12u2"],
    ]);
    expect(report.counts.unspecified).toBe(1);
  });

  test("a version that can't be compared is unknown and counts as unspecified", async () => {
    const { source } = sourceOf({
      npm: { a: [advisory("GHSA-1", "2.0.0", { vendorSeverity: "CRITICAL" })] },
    });
    const report = await match([pkg("npm", "npm", "a", "workspace:*")], source);
    expect(report.findings).toMatchObject([
      { status: "unknown", severity: "critical", affectedRange: "<2.0.0" },
    ]);
    expect(report.counts).toEqual({ critical: 0, high: 0, medium: 0, low: 0, unspecified: 1 });
  });

  test("sorts by severity, then name, then package", async () => {
    const { source } = sourceOf({
      npm: {
        a: [
          advisory("B", "2.0.0", { vendorSeverity: "LOW" }),
          advisory("A", "2.0.0", { vendorSeverity: "LOW" }),
        ],
        b: [
          advisory("C", "2.0.0", { vendorSeverity: "CRITICAL" }),
          advisory("A", "2.0.0", { vendorSeverity: "LOW" }),
        ],
      },
    });
    const report = await match(
      [pkg("npm", "npm", "b", "1.0.0"), pkg("npm", "npm", "a", "1.0.0")],
      source,
    );
    expect(report.findings.map(({ id, purl }) => `${id} ${purl}`)).toEqual([
      "C pkg:npm/b@1.0.0",
      "A pkg:npm/a@1.0.0",
      "A pkg:npm/b@1.0.0",
      "B pkg:npm/a@1.0.0",
    ]);
    expect(report.counts).toMatchObject({ critical: 1, low: 2 });
  });
});

describe("matchInventory, not assessed", () => {
  test.each([
    ["there is no database", bookworm, "Debian:12", /no advisory database for Debian:12/],
    [
      "OSV knows no such distribution",
      { id: "pureos", versionId: "10", prettyName: "PureOS 10" },
      "pureos:10",
      /no advisories for PureOS 10/,
    ],
    ["the image names no distribution", undefined, "dpkg", /does not say which distribution/],
  ])("%s", async (_name, distribution, ecosystem, reason) => {
    const report = await match([pkg("dpkg", "deb", "a", "1")], sourceOf({}).source, distribution);
    expect(report.assessed).toEqual([
      {
        ecosystem,
        coverage: "not-assessed",
        packageCount: 1,
        reason: expect.stringMatching(reason),
      },
    ]);
    expect(report.findings).toEqual([]);
  });

  test("packages of an ecosystem that this version does not know", async () => {
    const report = await match([pkg("cargo", "npm", "a", "1")], sourceOf({}).source);
    expect(report.assessed).toMatchObject([{ ecosystem: "cargo", coverage: "not-assessed" }]);
  });

  test("a damaged database is the reason; a source that may recover is an error", async () => {
    const packages = [pkg("npm", "npm", "a", "1.0.0")];
    const damaged = { open: () => Promise.reject(new PermanentError("damaged", "It is damaged.")) };
    expect((await match(packages, damaged)).assessed).toMatchObject([{ reason: "It is damaged." }]);
    const away = { open: () => Promise.reject(new TransientError("away", "It is away.")) };
    await expect(match(packages, away)).rejects.toThrow("It is away.");
  });

  test("an inventory without packages has nothing to assess", async () => {
    const report = await match([], sourceOf({}).source);
    expect(report).toMatchObject({ assessed: [], findings: [] });
  });
});
