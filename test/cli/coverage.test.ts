import { expect, test } from "@jest/globals";
import type { Assessment } from "../../core/contract/findings.ts";
import { analysisOf, engineOf, findingOf, packageOf } from "./analyses.ts";
import { scout } from "./scout.ts";

const full: Assessment = {
  ecosystem: "npm",
  coverage: "full",
  asOf: "2026-11-20T00:00:00Z",
  packageCount: 2,
};
const starter: Assessment = { ...full, ecosystem: "PyPI", coverage: "starter" };
const missing: Assessment = {
  ecosystem: "Debian:12",
  coverage: "not-assessed",
  packageCount: 88,
  reason: "There is no advisory database for Debian:12 yet.",
};

async function cves(assessed: readonly Assessment[], options: readonly string[] = []) {
  const engine = engineOf(analysisOf({}, { assessed: [...assessed] }));
  return scout("", ["cves", ...options, "app:1"], { engine });
}

test.each([
  [[full], "  Vulnerabilities  0C 0H 0M 0L\n", "  No vulnerability was found.\n"],
  [
    [full, starter],
    "0C 0H 0M 0L (starter set only)",
    "  No vulnerability of the starter set was found. Others are not known.\n",
  ],
  [
    [full, missing],
    "0C 0H 0M 0L (not all was assessed)",
    "  No vulnerability was found in what was assessed. The rest is not known.\n",
  ],
  [
    [missing],
    "  Vulnerabilities  not assessed\n",
    "  Nothing was assessed: whether these packages have vulnerabilities is not\n  known.\n",
  ],
  [
    [],
    "  Vulnerabilities  no packages to assess\n",
    "  No packages were found, so there was nothing to assess.\n",
  ],
])("without findings, assessed as %j", async (assessed, overview, total) => {
  const { stdout } = await cves(assessed);
  expect(stdout).toContain(overview);
  expect(stdout.endsWith(`\n\n${total}\n`)).toBe(true);
});

test("what was not assessed never shows as zero", async () => {
  const { stdout } = await cves([missing]);
  expect(stdout).not.toMatch(/\b0[CHML]\b|no vulnerabilit/i);
  expect(stdout).toContain(
    "  ✗ Debian:12  88 packages, not assessed: There is no advisory database for\n               Debian:12 yet.\n",
  );
});

test("each ecosystem tells its source, its size and its date", async () => {
  const advisoryCounts = new Map([
    ["npm", 21_345],
    ["PyPI", 1],
  ]);
  const syncCommand = `npm run advisories -- --sync PyPI ${"Debian:12 ".repeat(6).trim()}`;
  const analysis = analysisOf({}, { assessed: [full, starter] }, { advisoryCounts, syncCommand });
  const { stdout } = await scout("", ["cves", "app:1"], { engine: engineOf(analysis) });
  expect(stdout).toContain(`
  ✓ npm   2 packages, full set of 21,345 advisories as of 2026-11-20
  ! PyPI  2 packages, starter set of 1 advisory only

  The starter set names a few well-known vulnerabilities only. To download the
  full set:
    npm run advisories -- --sync PyPI Debian:12 Debian:12 Debian:12 Debian:12 \\
      Debian:12 Debian:12
`);
});

test("the service fetches its full sets itself", async () => {
  const analysis = analysisOf({}, { assessed: [starter] }, { origin: "service" });
  const { stdout } = await scout("", ["cves", "app:1"], { engine: engineOf(analysis) });
  expect(stdout).toContain(
    "The service\n  downloads the full set where it can reach the internet.\n",
  );
});

test.each([
  [[full], 0, ""],
  [[starter], 0, ""],
  [[full, missing], 0, "Not assessed, and no part of the exit code: Debian:12.\n"],
  [
    [missing],
    1,
    "scout: Nothing was assessed (Debian:12), so --exit-code can't say that all is fine.\n",
  ],
])("--exit-code without findings, assessed as %j, is %d", async (assessed, code, stderr) => {
  expect(await cves(assessed, ["--exit-code"])).toMatchObject({ code, stderr });
});

test("a version that could not be compared is shown as a question", async () => {
  const finding = findingOf({ status: "unknown", severity: "critical", fixedVersion: "4.17.21" });
  const counts = { critical: 0, high: 0, medium: 0, low: 0, unspecified: 1 };
  const engine = engineOf(analysisOf({}, { findings: [finding], counts }));
  const { stdout } = await scout("", ["cves", "app:1"], { engine });
  expect(stdout).toContain("  0C 0H 0M 0L 1?  lodash 4.17.15\n");
  expect(stdout).toContain(`
    ? CRITICAL CVE-2021-23337
      Its version could not be compared: it may or may not be affected. Counted
      as unspecified.
`);
  expect(stdout).toContain("  1 vulnerability found in 1 package\n       1  UNSPECIFIED\n");
});

test("one vulnerability of two packages counts once", async () => {
  const packages = [packageOf(), packageOf({ name: "lodash-es" })];
  const findings = packages.map(({ purl }) => findingOf({ purl }));
  const engine = engineOf(analysisOf({ packages }, { findings }));
  const { stdout } = await scout("", ["cves", "app:1"], { engine });
  expect(stdout).toContain("  1 vulnerability found in 2 packages\n       1  HIGH\n");
});

test("a package in several places names the first and counts the others", async () => {
  const path = `${"deep/".repeat(16)}package.json`;
  const locations = [0, 1, 2].map((layer) => ({ path, layer }));
  const analysis = analysisOf(
    { packages: [packageOf({ locations })] },
    { findings: [findingOf()] },
  );
  const { stdout } = await scout("", ["cves", "app:1"], { engine: engineOf(analysis) });
  expect(stdout).toContain(`\n  layer 0\n    ${path}\n           and 2 more places\n`);
});
