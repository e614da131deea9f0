import { expect, test } from "@jest/globals";
import { type ApiImage, summarize } from "../../local/image-summary.ts";

const IMAGE: ApiImage = {
  imageId: "1",
  repository: "team/web",
  tags: ["1.0"],
  digest: `sha256:${"0".repeat(64)}`,
  platform: "linux/amd64",
  state: "analyzed",
  stateReason: null,
  analyzedAt: "2026-11-21T12:00:00.000Z",
  distribution: "Debian GNU/Linux 12",
  packageCount: 3,
  assessed: [
    { ecosystem: "npm", coverage: "starter" },
    { ecosystem: "PyPI", coverage: "not-assessed" },
  ],
  vulnerabilities: { critical: 1, high: 0, medium: 2, low: 0, unspecified: 0 },
};
const plain = { line: () => undefined, style: (_style: string, text: string) => text };
const lines = (change: Partial<ApiImage> = {}) =>
  summarize({ ...IMAGE, ...change }, "http://127.0.0.1/o", plain);

test("an analysed image says what was found, and what was not assessed", () => {
  expect(lines()).toEqual([
    "  ✓ team/web:1.0  linux/amd64 · Debian GNU/Linux 12",
    "    3 packages   1C  0H  2M  0L  0?",
    "    starter set only: npm",
    "    not assessed: PyPI",
    "    npx scout cves team/web:1.0",
    "    http://127.0.0.1/o/images/1",
  ]);
});

test("one of which something could not be read is marked, and says so", () => {
  const text = lines({ stateReason: "One thing was not read." });
  expect(text[0]).toBe("  ! team/web:1.0  linux/amd64 · Debian GNU/Linux 12");
  expect(text).toContain("    One thing was not read.");
});

test("any other says why", () => {
  expect(lines({ state: "failed", stateReason: "It is broken.", platform: null })).toEqual([
    "  ✗ team/web:1.0  failed  Debian GNU/Linux 12",
    "    It is broken.",
    "    http://127.0.0.1/o/images/1",
  ]);
});

test.each<Partial<ApiImage>>([
  { platform: "linux\u001b[31m" },
  { distribution: "a\u001b[2Jb\u202ec\r" },
  { state: "failed", stateReason: "\u001b]0;title\u0007" },
  { assessed: [{ ecosystem: "x\u001b[1A", coverage: "starter" }] },
  { assessed: [{ ecosystem: "x\u001b[1A", coverage: "not-assessed" }] },
])("nothing in an image steers the terminal: %j", (change) => {
  const text = lines(change).join("");
  expect(text).toContain("\\u001b");
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
