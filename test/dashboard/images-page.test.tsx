/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import type { Image } from "../../core/contract/image.ts";
import { ImagesPage } from "../../dashboard/src/images/images-page.tsx";
import { openPage } from "./harness.tsx";

const IMAGE: Image = {
  imageId: "1",
  registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
  repository: "team/web",
  tags: ["1.0", "1.0.1", "1", "latest"],
  digest: `sha256:${"a".repeat(64)}`,
  indexDigest: null,
  platform: "linux/amd64",
  state: "analyzed",
  stateReason: null,
  pushedAt: "2026-11-22T00:00:00.000Z",
  analyzedAt: "2026-11-22T00:00:01.000Z",
  size: 12_345_678,
  distribution: "Debian GNU/Linux 12",
  packageCount: 3,
  assessed: [{ ecosystem: "npm", coverage: "full", packageCount: 3 }],
  vulnerabilities: { critical: 1, high: 0, medium: 2000, low: 0, unspecified: 0 },
};

function open(images: readonly Image[], at = "images") {
  const page = { items: images, nextCursor: null, asOf: "2026-11-22T00:00:00.000Z" };
  return openPage(<ImagesPage />, { at, answers: () => page });
}

test("an image is a row: what, where it runs, what was found, when", async () => {
  open([IMAGE]);
  const row = await screen.findByRole("row", { name: /team\/web/ });
  const cells = within(row);
  expect(cells.getByText("linux/amd64")).toBeTruthy();
  expect(cells.getByText("1 more tag")).toBeTruthy();
  expect(cells.getByRole("img", { name: "Critical: 1 vulnerability" })).toBeTruthy();
  expect(cells.getByRole("img", { name: "Medium: 2,000 vulnerabilities" })).toBeTruthy();
  expect(cells.queryByRole("img", { name: /^High/ })).toBeNull();
  expect(cells.getByText("Analysed")).toBeTruthy();
  const pushed = row.querySelector("time");
  expect(pushed?.dateTime).toBe(IMAGE.pushedAt);
  expect(pushed?.title).toContain("2026");
});

test.each([
  [
    "that was not analysed",
    { state: "queued", vulnerabilities: null, assessed: null },
    "Not analysed",
  ],
  ["of which something was not assessed", none("not-assessed"), "In part"],
  ["in which nothing was found", none("full"), "None found"],
] as const)("an image %s is not shown as any other", async (_, change, word) => {
  open([{ ...IMAGE, ...change }]);
  const row = await screen.findByRole("row", { name: /team\/web/ });
  expect(within(row).getByText(word)).toBeTruthy();
});

test("names with markup and marks of direction stay names", async () => {
  const repository = `<img src=x onerror=alert(1)>\u202e${"x".repeat(4000)}`;
  open([{ ...IMAGE, repository }]);
  const cell = await screen.findByRole("rowheader");
  const name = cell.querySelector("bdi");
  expect(name?.textContent).toMatch(/^<img src=x onerror=alert\(1\)>/);
  expect(name?.textContent.length).toBeLessThan(250);
  expect(cell.querySelector("img")).toBeNull();
});

test("without images the page teaches what to do", async () => {
  open([]);
  expect(await screen.findByText("No images yet")).toBeTruthy();
});

test("asks for what the address says", async () => {
  const { asked } = open([], "images?repositoryPrefix=team%2F&severity=critical&order=repository");
  await screen.findByText("Nothing matches");
  expect(asked[0]).toBe(
    "GET /v1/organizations/demo/images?repositoryPrefix=team%2F&severity=critical&order=repository&limit=20",
  );
});

function none(coverage: "full" | "not-assessed"): Partial<Image> {
  return {
    assessed: [{ ecosystem: "npm", coverage, packageCount: 3 }],
    vulnerabilities: { critical: 0, high: 0, medium: 0, low: 0, unspecified: 0 },
  };
}
