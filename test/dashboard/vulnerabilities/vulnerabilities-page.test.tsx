/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type {
  VulnerabilityDetail,
  VulnerabilitySummary,
} from "../../../core/contract/api-organization.ts";
import { VulnerabilitiesPage } from "../../../dashboard/src/vulnerabilities/vulnerabilities-page.tsx";
import { VulnerabilityPage } from "../../../dashboard/src/vulnerabilities/vulnerability-page.tsx";
import { openPage, refusal } from "../harness.tsx";

const PACKAGE = { purl: "pkg:npm/a@1", name: "a", version: "1", fixedVersion: "2" };
const ROW: VulnerabilitySummary = {
  id: "CVE-2021-44228",
  severity: "critical",
  advisoryIds: ["GHSA-1"],
  summary: "It runs what it logs",
  publishedAt: null,
  cvss: 10,
  firstSeenAt: "2026-11-22T00:00:00.000Z",
  fixable: true,
  imageCount: 2000,
  packageCount: 30,
  packages: [PACKAGE, { ...PACKAGE, purl: "pkg:npm/a@1?x=y" }, { ...PACKAGE, name: "b" }],
};
const DETAIL: VulnerabilityDetail = {
  ...ROW,
  packageCount: 600,
  packages: [
    { ...PACKAGE, type: "npm", imageCount: 3, affectedRange: "<2" },
    {
      ...PACKAGE,
      purl: "pkg:npm/c@1",
      name: "c",
      type: "npm",
      imageCount: 1,
      affectedRange: "<9",
      fixedVersion: null,
    },
  ],
  advisories: [
    {
      advisoryId: "GHSA-1",
      aliases: ["CVE-2021-44228"],
      severity: "critical",
      severitySource: "cvss",
      cvss: { version: "3.1", vector: "CVSS:3.1/AV:N", score: 10 },
      references: ["https://example.com/a", "javascript:alert(1)"],
    },
  ],
  asOf: "2026-11-22T00:00:00.000Z",
};

function openList(items: readonly VulnerabilitySummary[], at = "vulnerabilities") {
  const page = { items, nextCursor: null, asOf: null };
  return openPage(<VulnerabilitiesPage />, { at, answers: () => page });
}

function openOne(at: string) {
  return openPage(<VulnerabilityPage />, {
    at,
    path: "vulnerabilities/:vulnerabilityId",
    answers(_, { pathname }) {
      if (pathname.endsWith("/images")) return { items: [], nextCursor: null, asOf: null };
      return DETAIL;
    },
  });
}

test("a vulnerability is a row: how bad, in what, what fixes it, where", async () => {
  openList([ROW]);
  const row = await screen.findByRole("row", { name: /CVE-2021-44228/ });
  const cells = within(row);
  expect(cells.getByText("Critical")).toBeTruthy();
  expect(cells.getByText("10.0")).toBeTruthy();
  expect(cells.getByText("2")).toBeTruthy();
  expect(cells.getByText("27 more packages")).toBeTruthy();
  expect(cells.getAllByText("a 1")).toHaveLength(1);
  const images = cells.getByRole("link", { name: "2,000 images with CVE-2021-44228" });
  expect(images.getAttribute("href")).toBe("/o/demo/images?vulnerability=CVE-2021-44228");
  const name = cells.getByRole("link", { name: "CVE-2021-44228" });
  expect(name.getAttribute("href")).toBe("/o/demo/vulnerabilities/CVE-2021-44228");
});

test("without a fix and a score it says so", async () => {
  const packages = [{ ...PACKAGE, fixedVersion: null }];
  openList([{ ...ROW, cvss: null, fixable: false, packages, packageCount: 1 }]);
  const cells = within(await screen.findByRole("row", { name: /CVE-2021-44228/ }));
  expect(cells.getByText("No fix yet")).toBeTruthy();
  expect(cells.getByText("Not rated")).toBeTruthy();
});

test("asks for what the address says, and names the moment in words", async () => {
  const since = "2025-01-02T00:00:00.000Z";
  const at = `vulnerabilities?severity=critical&since=${encodeURIComponent(since)}&order=-cvss`;
  const { asked } = openList([], at);
  await screen.findByText("Nothing matches");
  expect(asked[0]).toContain("severity=critical&since=2025-01-02T00%3A00%3A00.000Z&order=-cvss");
  expect(screen.getByText(/Jan 2, 2025/)).toBeTruthy();
});

test("one vulnerability opens with the images that have it", async () => {
  const page = openOne("vulnerabilities/CVE-2021-44228");
  expect(await screen.findByRole("heading", { level: 1, name: "CVE-2021-44228" })).toBeTruthy();
  expect(await screen.findByText("No image has it any more.")).toBeTruthy();
  expect(page.asked.some((one) => one.includes("/images?vulnerability=CVE-2021-44228"))).toBe(true);
  await userEvent.click(screen.getByRole("tab", { name: "Packages (600)" }));
  expect(page.address()).toBe("/o/demo/vulnerabilities/CVE-2021-44228?view=packages");
});

test("its packages say why each matches and what fixes it", async () => {
  openOne("vulnerabilities/CVE-2021-44228?view=packages");
  const table = within(await screen.findByRole("grid", { name: "Affected packages" }));
  const row = within(table.getByRole("row", { name: /^a / }));
  expect(row.getByText("<2")).toBeTruthy();
  expect(row.getByRole("link", { name: "a" }).getAttribute("href")).toBe(
    "/o/demo/packages/package?type=npm&name=a",
  );
  expect(table.getByText("No fix yet")).toBeTruthy();
  expect(screen.getByText(/2 most widespread packages of 600/)).toBeTruthy();
});

test("its packages are filtered and sorted by the address, and can be exported", async () => {
  openOne(
    "vulnerabilities/CVE-2021-44228?view=packages&affectedPackages.name=C&affectedPackages.order=-name",
  );
  const table = within(await screen.findByRole("grid", { name: "Affected packages" }));
  expect(table.getAllByRole("rowheader").map(({ textContent }) => textContent)).toEqual(["c"]);
  const files: Blob[] = [];
  Object.assign(URL, {
    createObjectURL: (file: Blob) => `blob:${files.push(file)}`,
    revokeObjectURL: () => undefined,
  });
  HTMLAnchorElement.prototype.click = () => undefined;
  await userEvent.click(screen.getByRole("button", { name: "Export" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: /CSV/ }));
  await screen.findByText(/1 row/);
  expect(files).toHaveLength(1);
});

test("references are links only where they lead to the web", async () => {
  openOne("vulnerabilities/CVE-2021-44228?view=advisories");
  expect(await screen.findByRole("link", { name: /example\.com/ })).toBeTruthy();
  expect(screen.getByText("javascript:alert(1)")).toBeTruthy();
  expect(screen.queryByRole("link", { name: /javascript/ })).toBeNull();
});

test("one that no image has says what became of it", async () => {
  openPage(<VulnerabilityPage />, {
    at: "vulnerabilities/CVE-1",
    path: "vulnerabilities/:vulnerabilityId",
    answers: () => refusal(404, "vulnerability-not-found", "The last image that had it left."),
  });
  expect(await screen.findByText("The last image that had it left.")).toBeTruthy();
});
