import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ImageVulnerability } from "../../core/contract/api-images.ts";
import { FindingReport } from "../../core/contract/findings.ts";
import { shopImage, writeLayout } from "./images.ts";
import { makeWorkspace, scout, stable } from "./scout.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let target: string;
beforeAll(async () => {
  workspace = await makeWorkspace();
  target = await writeLayout(workspace.folder, "shop", shopImage());
});
afterAll(() => workspace.remove());

const PLAIN = `
  ## Overview

  Target           oci-dir:///w/shop:1.0
  Digest
    sha256:…
  Platform         linux/amd64
  Distribution     Alpine Linux v3.18
  Size             6.1 kB in 2 layers
  Packages         3
  Vulnerabilities  0C 2H 0M 0L (starter set only)

  ## Packages and vulnerabilities

  0C 1H 0M 0L  lodash 4.17.15
  pkg:npm/lodash@4.17.15
  layer 1  app/node_modules/lodash/package.json

    ✗ HIGH CVE-2021-23337
      The template function of lodash lets whoever controls its options run
      commands
      Affected range  <4.17.21
      Fixed version   4.17.21
      CVSS            7.2 (v3.1) CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H
      More            https://nvd.nist.gov/vuln/detail/CVE-2021-23337

  0C 1H 0M 0L  musl 1.2.4-r0
  pkg:apk/alpine/musl@1.2.4-r0?arch=x86_64&distro=alpine-3.18.0
  layer 0  lib/apk/db/installed

    ✗ HIGH CVE-2025-26519
      iconv of musl writes past its buffer when it converts crafted EUC-KR text
      to UTF-8
      Affected range  <1.2.4-r3
      Fixed version   1.2.4-r3
      CVSS            7.3 (v3.1) CVSS:3.1/AV:L/AC:H/PR:N/UI:N/S:C/C:L/I:L/A:H
      More            https://security.alpinelinux.org/vuln/CVE-2025-26519

  ## What was assessed

  ! Alpine:v3.18  1 package, starter set of N advisories only
  ! npm           2 packages, starter set of N advisories only

  The starter set names a few well-known vulnerabilities only. To download the
  full set:
    npm run advisories -- --sync Alpine:v3.18 npm

  2 vulnerabilities found in 2 packages
       2  HIGH

`;

test("for people, without a terminal", async () => {
  const run = await scout(workspace.folder, ["cves", target]);
  expect(stable(run.stdout, workspace.folder)).toBe(PLAIN);
  expect(run).toMatchObject({ code: 0, stderr: "" });
});

test("on a terminal, in colours", async () => {
  const args = ["cves", "--only-package", "lodash", target];
  const run = await scout(workspace.folder, args, { columns: 80 });
  expect(stable(run.stdout, workspace.folder)).toContain(
    [
      "  \u001b[2mPackages\u001b[22m         3",
      "  \u001b[2mVulnerabilities\u001b[22m  \u001b[2m0C\u001b[22m \u001b[31m2H\u001b[39m \u001b[2m0M\u001b[22m \u001b[2m0L\u001b[22m \u001b[33m(starter set only)\u001b[39m",
      "",
      "  \u001b[1m## Packages and vulnerabilities\u001b[22m",
      "",
      "  \u001b[2m0C\u001b[22m \u001b[31m1H\u001b[39m \u001b[2m0M\u001b[22m \u001b[2m0L\u001b[22m  \u001b[1mlodash 4.17.15\u001b[22m",
      "  \u001b[2mpkg:npm/lodash@4.17.15\u001b[22m",
      "  \u001b[2mlayer 1\u001b[22m  app/node_modules/lodash/package.json",
      "",
      "    \u001b[31m✗\u001b[39m \u001b[31mHIGH\u001b[39m \u001b[1mCVE-2021-23337\u001b[22m",
      "      The template function of lodash lets whoever controls its options run",
      "      commands",
      "      Affected range  <4.17.21",
      "      Fixed version   4.17.21",
    ].join("\n"),
  );
  expect(stable(run.stdout, workspace.folder)).toContain(
    "\n  1 of 2 vulnerabilities shown, in 1 package\n",
  );
});

describe("JSON", () => {
  test("has every field, in the form of the contract", async () => {
    const run = await scout(workspace.folder, ["cves", "--format", "json", target]);
    const document = JSON.parse(run.stdout) as Record<string, unknown>;
    expect(Object.keys(document)).toEqual([
      "schemaVersion",
      "name",
      "digest",
      "platform",
      "distribution",
      "packageCount",
      "matchedAt",
      "assessed",
      "counts",
      "findings",
      "warnings",
    ]);
    expect(document).toMatchObject({
      name: `${target}:1.0`,
      platform: "linux/amd64",
      distribution: "Alpine Linux v3.18",
      packageCount: 3,
      matchedAt: "2026-11-21T12:00:00.000Z",
      warnings: [],
    });
    expect(document["digest"]).toMatch(/^sha256:[0-9a-f]{64}$/);
    const report = FindingReport.parse(document);
    expect(report.counts).toEqual({ critical: 0, high: 2, medium: 0, low: 0, unspecified: 0 });
    expect(report.assessed.map(({ ecosystem }) => ecosystem)).toEqual(["Alpine:v3.18", "npm"]);
    const [lodash] = ImageVulnerability.array().parse(document["findings"]);
    expect(lodash).toMatchObject({ packageName: "lodash", packageVersion: "4.17.15", layer: 1 });
  });

  test("of a folder has no digest, no platform", async () => {
    const args = ["cves", "--format", "json", `fs://${workspace.folder}/shop/blobs`];
    const run = await scout(workspace.folder, args);
    expect(JSON.parse(run.stdout)).toMatchObject({
      digest: null,
      platform: null,
      distribution: null,
      packageCount: 0,
      assessed: [],
      findings: [],
    });
  });
});

describe("filters", () => {
  test.each([
    [
      ["--only-severity", "high"],
      ["CVE-2021-23337", "CVE-2025-26519"],
    ],
    [
      ["--only-severity", "critical,high"],
      ["CVE-2021-23337", "CVE-2025-26519"],
    ],
    [["--only-severity", "low", "--only-severity", "medium"], []],
    [["--only-fixed"], ["CVE-2021-23337", "CVE-2025-26519"]],
    [["--only-unfixed"], []],
    [["--only-package", "LODASH"], ["CVE-2021-23337"]],
    [["--only-package", "musl, @babel/core"], ["CVE-2025-26519"]],
    [["--only-package", "pkg:npm/lodash@4.17.15"], ["CVE-2021-23337"]],
  ])("%j", async (filter, ids) => {
    const run = await scout(workspace.folder, ["cves", "--format", "json", ...filter, target]);
    const { findings, counts } = FindingReport.parse({
      ...(JSON.parse(run.stdout) as object),
    });
    expect(findings.map(({ id }) => id)).toEqual(ids);
    expect(counts.high).toBe(ids.length);
  });

  test("that nothing passes say so, and never that there is nothing", async () => {
    const run = await scout(workspace.folder, ["cves", "--only-unfixed", target]);
    expect(run.stdout).toContain("\n  None of 2 vulnerabilities passes the filters.\n");
    expect(run.stdout).toContain("0C 2H 0M 0L");
  });

  test("with a name that no package has say so", async () => {
    const run = await scout(workspace.folder, ["cves", "--only-package", "lodahs", target]);
    expect(run).toMatchObject({
      code: 0,
      stderr: `${target}:1.0 has no package named lodahs.\n`,
    });
  });
});

test.each([
  [["--exit-code"], 2],
  [["-e", "--only-severity", "critical"], 0],
  [["--only-severity", "high"], 0],
])("cves %j exits with %d", async (options, code) => {
  expect((await scout(workspace.folder, ["cves", ...options, target])).code).toBe(code);
});
