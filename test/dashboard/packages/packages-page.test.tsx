/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import type { PackageDetail, PackageSummary } from "../../../core/contract/api-organization.ts";
import { PackagePage } from "../../../dashboard/src/packages/package-page.tsx";
import { PackagesPage } from "../../../dashboard/src/packages/packages-page.tsx";
import { openPage } from "../harness.tsx";

const NONE = { critical: 0, high: 0, medium: 0, low: 0, unspecified: 0 };
const ROW: PackageSummary = {
  purl: "pkg:npm/%40babel/core@7.20.0",
  type: "npm",
  name: "@babel/core",
  version: "7.20.0",
  licenses: ["MIT"],
  imageCount: 3,
  versionCount: 2,
  vulnerabilities: NONE,
};
const DETAIL: PackageDetail = {
  type: "npm",
  name: "@babel/core",
  imageCount: 3,
  versionCount: 700,
  licenses: [],
  versions: [{ ...ROW, architecture: null, vulnerabilities: { ...NONE, high: 1 } }],
  vulnerabilities: [
    {
      id: "CVE-1",
      severity: "high",
      summary: "It goes wrong",
      cvss: 7.5,
      versionCount: 1,
      affectedRange: "<7.21",
      fixedVersion: "7.21",
    },
  ],
  asOf: null,
};

function openList(items: readonly PackageSummary[]) {
  const page = { items, nextCursor: null, asOf: null };
  return openPage(<PackagesPage />, { at: "packages", answers: () => page });
}

function openOne(query: string) {
  return openPage(<PackagePage />, {
    at: `packages/package${query}`,
    answers(_, { pathname }) {
      if (pathname.endsWith("/images")) return { items: [], nextCursor: null, asOf: null };
      return DETAIL;
    },
  });
}

test("a package is a row, and its name may have anything in it", async () => {
  openList([ROW]);
  const cells = within(await screen.findByRole("row", { name: /@babel\/core/ }));
  expect(cells.getByRole("link", { name: "@babel/core" }).getAttribute("href")).toBe(
    "/o/demo/packages/package?type=npm&name=%40babel%2Fcore",
  );
  expect(cells.getByRole("link", { name: /^3 images/ }).getAttribute("href")).toBe(
    "/o/demo/images?package=pkg%3Anpm%2F%2540babel%2Fcore%407.20.0",
  );
});

test("none known is not none", async () => {
  openList([ROW]);
  const cells = within(await screen.findByRole("row", { name: /@babel\/core/ }));
  expect(cells.getByTitle(/Whether its ecosystem was assessed/).textContent).toBe("None known");
});

test("without packages the page teaches what to do", async () => {
  openList([]);
  expect(await screen.findByText("No packages")).toBeTruthy();
});

test("one package has its versions, and says when they are not all", async () => {
  const { asked } = openOne("?type=npm&name=%40babel%2Fcore");
  expect(await screen.findByRole("heading", { level: 1, name: "@babel/core" })).toBeTruthy();
  expect(asked[0]).toContain("/package?type=npm&name=%40babel%2Fcore");
  const table = within(await screen.findByRole("grid", { name: "Versions" }));
  expect(table.getByRole("img", { name: "High: 1 vulnerability" })).toBeTruthy();
  expect(screen.getByText(/first 1 version of 700/)).toBeTruthy();
});

test("its vulnerabilities say which versions they mean and what fixes them", async () => {
  openOne("?type=npm&name=%40babel%2Fcore&view=vulnerabilities");
  const row = within(await screen.findByRole("row", { name: /CVE-1/ }));
  expect(row.getByText("<7.21")).toBeTruthy();
  expect(row.getByText("7.21")).toBeTruthy();
});

test("its images are asked for by its name", async () => {
  const { asked } = openOne("?type=npm&name=%40babel%2Fcore&view=images");
  expect(await screen.findByText("No image holds it any more.")).toBeTruthy();
  expect(asked.some((one) => one.includes("/images?package=%40babel%2Fcore"))).toBe(true);
});

test("an address without a package leads to the list", async () => {
  openOne("");
  expect(await screen.findByRole("link", { name: "Go to the packages" })).toBeTruthy();
});
