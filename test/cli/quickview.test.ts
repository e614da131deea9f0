import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { buildImage } from "../fixtures/image-builder.ts";
import { file } from "../fixtures/image-builder-tar.ts";
import { analysisOf, engineOf } from "./analyses.ts";
import { npmPackage, shopImage, writeLayout } from "./images.ts";
import { makeWorkspace, scout, stable } from "./scout.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let target: string;
beforeAll(async () => {
  workspace = await makeWorkspace();
  target = await writeLayout(workspace.folder, "shop", shopImage());
});
afterAll(() => workspace.remove());

const PLAIN = `
  Target           oci-dir:///w/shop:1.0
  Digest
    sha256:…
  Platform         linux/amd64
  Distribution     Alpine Linux v3.18
  Size             6.1 kB in 2 layers
  Packages         3
  Vulnerabilities  0C 2H 0M 0L (starter set only)

  ! Alpine:v3.18  1 package, starter set of N advisories only
  ! npm           2 packages, starter set of N advisories only

  The starter set names a few well-known vulnerabilities only. To download the
  full set:
    npm run advisories -- --sync Alpine:v3.18 npm

  ## What's next

  Each vulnerability  scout cves oci-dir:///w/shop
  What can be fixed   scout cves --only-fixed oci-dir:///w/shop
  Each package        scout sbom oci-dir:///w/shop
  For other tools
    scout sbom --format cyclonedx --output sbom.cdx.json oci-dir:///w/shop

`;

test.each(["quickview", "qv"])("%s for people fits a screen", async (command) => {
  const run = await scout(workspace.folder, [command, target]);
  expect(stable(run.stdout, workspace.folder)).toBe(PLAIN);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(run.stdout.split("\n").length).toBeLessThan(28);
});

test("JSON has every field", async () => {
  const run = await scout(workspace.folder, ["quickview", "--format", "json", target]);
  expect(JSON.parse(run.stdout)).toEqual({
    schemaVersion: 1,
    name: target + ":1.0",
    digest: expect.stringMatching(/^sha256:/),
    platform: "linux/amd64",
    distribution: "Alpine Linux v3.18",
    size: expect.any(Number),
    layerCount: 2,
    packageCount: 3,
    complete: true,
    analyzedAt: "2026-11-21T12:00:00.000Z",
    assessed: [
      expect.objectContaining({ ecosystem: "Alpine:v3.18", coverage: "starter", packageCount: 1 }),
      expect.objectContaining({ ecosystem: "npm", coverage: "starter", packageCount: 2 }),
    ],
    vulnerabilities: { critical: 0, high: 2, medium: 0, low: 0, unspecified: 0 },
    warnings: [],
  });
});

test("is coloured on terminals alone", async () => {
  const plain = await scout(workspace.folder, ["quickview", target]);
  expect(plain.stdout).not.toContain("\u001b");
  const terminal = await scout(workspace.folder, ["quickview", target], { columns: 80 });
  expect(terminal.stdout).toContain("\u001b[33m!\u001b[39m npm");
});

describe("what is not known", () => {
  const notAssessed = { ecosystem: "kali:2024", packageCount: 1, reason: "OSV has none." };

  test("is never shown as none", async () => {
    const engine = engineOf(
      analysisOf({}, { assessed: [{ ...notAssessed, coverage: "not-assessed" }] }),
    );
    const text = await scout("", ["quickview", "app:1"], { engine });
    expect(text.stdout).toContain("  Vulnerabilities  not assessed\n");
    expect(text.stdout).toContain("  ✗ kali:2024  1 package, not assessed: OSV has none.\n");
    expect(text.stdout).not.toMatch(/\b0[CHML]\b/);
    expect(text.stdout).not.toContain("scout cves");
    const json = await scout("", ["quickview", "--format", "json", "app:1"], { engine });
    expect(JSON.parse(json.stdout)).toMatchObject({ vulnerabilities: null });
  });

  test("in a part is told beside the counts of the rest", async () => {
    const engine = engineOf(
      analysisOf(
        {},
        {
          counts: { critical: 1, high: 0, medium: 0, low: 0, unspecified: 3 },
          assessed: [
            { ecosystem: "npm", coverage: "full", asOf: "2026-11-20T00:00:00Z", packageCount: 2 },
            { ...notAssessed, coverage: "not-assessed" },
          ],
        },
      ),
    );
    const { stdout } = await scout("", ["quickview", "app:1"], { engine });
    expect(stdout).toContain("1C 0H 0M 0L 3? (not all was assessed)\n");
    expect(stdout).toContain("  ✓ npm        2 packages, full set as of 2026-11-20\n");
  });

  test("because it could not be read is marked, with the command that lists it", async () => {
    const broken = await writeLayout(
      workspace.folder,
      "broken",
      buildImage({
        layers: [[npmPackage("lodash", "4.17.21"), file("app/node_modules/x/package.json", "{")]],
      }),
    );
    const text = stable(
      (await scout(workspace.folder, ["quickview", broken])).stdout,
      workspace.folder,
    );
    expect(text).toContain("  Packages         1 (incomplete)\n");
    expect(text).toContain(
      "\n  ! 1 thing was not read as it should be, so packages may be missing.\n",
    );
    expect(text).toContain("  What was not read  scout sbom oci-dir:///w/broken\n");
    const json = await scout(workspace.folder, ["quickview", "--format", "json", broken]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      complete: false,
      warnings: [{ code: "malformed-file" }],
    });
  });
});

describe("what's next", () => {
  const engine = engineOf(
    analysisOf({}, { counts: { critical: 0, high: 1, medium: 0, low: 0, unspecified: 0 } }),
  );

  test("is about the same image, in words that a shell takes", async () => {
    const args = ["quickview", "--platform", "linux/arm64", "--advisories", "my sets", "a b:1"];
    const { stdout } = await scout("", args, { engine });
    expect(stdout).toContain("scout cves --advisories 'my sets' --platform linux/arm64 'a b:1'\n");
    expect(stdout).toContain("scout sbom --platform linux/arm64 'a b:1'\n");
  });

  test("is called as the program was", async () => {
    const environment = { npm_command: "exec" };
    const { stdout } = await scout("", ["quickview", "app:1"], { engine, environment });
    expect(stdout).toContain("  Each vulnerability  npx scout cves app:1\n");
  });

  test("has nothing to list where nothing was found", async () => {
    const empty = engineOf(analysisOf({ packages: [] }, { assessed: [] }));
    const { stdout } = await scout("", ["quickview", "app:1"], { engine: empty });
    expect(stdout).toContain("  Vulnerabilities  no packages to assess\n");
    expect(stdout).not.toContain("Each package");
  });
});

test("--help teaches with examples", async () => {
  const { stdout, code } = await scout("", ["quickview", "--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("scout quickview registry://alpine:3.20");
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});
