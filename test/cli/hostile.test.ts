import { expect, test } from "@jest/globals";
import { analysisOf, engineOf, findingOf, packageOf } from "./analyses.ts";
import { scout } from "./scout.ts";

const HOSTILE = "evil\u001b[2J\u001b]0;title\u0007\u202egnp\u009b31m\r\n\u200b";
const LONG = "x".repeat(4000);
/** Everything but the line feeds that end our lines. */
const UNSAFE = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

function hostileAnalysis(text: string) {
  const purl = `pkg:npm/${text}@1`;
  const location = { path: `app/${text}/package.json`, layer: 0 };
  return analysisOf(
    {
      distribution: { id: text, prettyName: text },
      platform: { os: text, architecture: text },
      config: { labels: { [text]: text } },
      packages: [
        packageOf({ name: text, namespace: text, version: text, purl, locations: [location] }),
      ],
      warnings: [{ code: "malformed-file", message: text, path: text }],
    },
    {
      findings: [
        findingOf({ id: text, purl, summary: text, affectedRange: text, references: [text] }),
      ],
      assessed: [{ ecosystem: text, coverage: "not-assessed", packageCount: 1, reason: text }],
    },
    { name: text },
  );
}

test.each([
  ["quickview", "text"],
  ["quickview", "json"],
  ["sbom", "list"],
  ["sbom", "json"],
  ["sbom", "cyclonedx"],
  ["sbom", "spdx"],
  ["cves", "text"],
  ["cves", "json"],
])("%s as %s prints no control characters of an image", async (command, format) => {
  const engine = engineOf(hostileAnalysis(HOSTILE));
  const args = [command, "--format", format, "--platform", "linux/amd64", "app:1"];
  const { code, stdout, stderr } = await scout("", args, { engine });
  expect(code).toBe(0);
  expect(stdout.replaceAll("\n", "")).not.toMatch(UNSAFE);
  expect(stdout).toContain("evil\\u001b");
  expect(stderr).toBe("");
});

test("JSON of a hostile image still says what it holds", async () => {
  const engine = engineOf(hostileAnalysis(HOSTILE));
  const { stdout } = await scout("", ["sbom", "--format", "json", "app:1"], { engine });
  expect(JSON.parse(stdout)).toMatchObject({
    config: { labels: { [HOSTILE]: HOSTILE } },
    packages: [{ name: HOSTILE }],
  });
});

test.each(["quickview", "sbom", "cves"])("%s cuts names of 4,000 characters", async (command) => {
  const { stdout } = await scout("", [command, "app:1"], {
    engine: engineOf(hostileAnalysis(LONG)),
  });
  expect(stdout).toContain("… (3000 more characters)");
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThan(2100);
});

test.each(["quickview", "sbom", "cves"])(
  "%s keeps every line of more than one word within 80 columns",
  async (command) => {
    const sentence = "Several words that go on and on, ".repeat(12);
    const analysis = analysisOf(
      {
        distribution: { id: "x", prettyName: sentence },
        packages: [
          packageOf({
            name: "a".repeat(70),
            version: "1.0.0-".padEnd(60, "9"),
            purl: "pkg:npm/a@1",
          }),
          packageOf({ name: "b" }),
        ],
        warnings: [{ code: "malformed-file", message: sentence }],
      },
      {
        findings: [
          findingOf({
            purl: "pkg:npm/a@1",
            summary: sentence,
            affectedRange: sentence,
            references: [`https://example.com/${"r".repeat(100)}`],
            cvss: { version: "4.0", score: 9.3, vector: `CVSS:4.0/${"AV:N/".repeat(14)}` },
          }),
        ],
        assessed: [
          { ecosystem: "npm", coverage: "not-assessed", packageCount: 2, reason: sentence },
        ],
      },
    );
    const { stdout } = await scout("", [command, "app:1"], { engine: engineOf(analysis) });
    const wide = stdout.split("\n").filter((line) => line.length > 80);
    for (const line of wide) {
      expect(line.trim()).not.toContain(" ");
    }
  },
);
