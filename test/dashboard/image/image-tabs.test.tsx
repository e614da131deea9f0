/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ImageAnalysis } from "../../../core/contract/api-images.ts";
import { FINDING, HOSTILE, ID, IMAGE, LODASH, openImage } from "./image-world.tsx";

const PATH = `/v1/organizations/demo/images/${ID}`;

test("a layer says what made it and what it brought; choosing it filters the rest", async () => {
  const page = openImage();
  const row = await screen.findByRole("row", { name: /npm ci/ });
  expect(within(row).getByRole("img", { name: "High: 2 vulnerabilities" })).toBeTruthy();
  const link = within(row).getByRole("link", { name: "12 packages of layer 2" });
  expect(link.getAttribute("href")).toBe(`/o/demo/images/${ID}?tab=packages&layer=1`);
  await userEvent.click(within(row).getByRole("radio", { name: "Choose layer 2" }));
  expect(page.address()).toContain("?layer=1");
  await userEvent.click(await screen.findByRole("link", { name: "Show vulnerabilities" }));
  await screen.findByRole("row", { name: /CVE-2021-23337/ });
  expect(page.asked).toContain(`GET ${PATH}/vulnerabilities?layer=1&limit=20`);
  await userEvent.click(screen.getByRole("button", { name: "All layers" }));
  expect(page.address()).not.toContain("layer=");
});

test("a layer without packages is not said to have been assessed", async () => {
  openImage();
  const row = await screen.findByRole("row", { name: /ADD file:1/ });
  expect(within(row).queryByText("None found")).toBeNull();
});

test("a page of all packages is no page of one layer's", async () => {
  const page = openImage("?image-packages.cursor=abc&image-packages.page=2");
  const row = await screen.findByRole("row", { name: /npm ci/ });
  await userEvent.click(within(row).getByRole("radio", { name: "Choose layer 2" }));
  expect(page.address()).not.toContain("cursor");
});

test("a package says where it was found", async () => {
  const { asked } = openImage("?tab=packages&image-packages.name=lo&image-packages.type=npm");
  const row = await screen.findByRole("row", { name: /lodash/ });
  expect(within(row).getByText("4.17.20")).toBeTruthy();
  expect(within(row).getByText("app/node_modules/lodash/package.json")).toBeTruthy();
  const link = within(row).getByRole("link", { name: "lodash" });
  expect(link.getAttribute("href")).toBe("/o/demo/packages/package?type=npm&name=lodash");
  expect(within(row).getByText("1 more place")).toBeTruthy();
  expect(asked).toContain(`GET ${PATH}/packages?name=lo&type=npm&limit=20`);
});

test("a vulnerability says why it matches and what fixes it", async () => {
  openImage("?tab=vulnerabilities");
  const row = await screen.findByRole("row", { name: /CVE-2021-23337/ });
  expect(within(row).getByText("4.17.20 is in <4.17.21")).toBeTruthy();
  expect(within(row).getByText("by GHSA-35jh-r3h4-6jhm")).toBeTruthy();
  expect(within(row).getByText("4.17.21")).toBeTruthy();
  expect(within(row).getByText("CVSS 7.2")).toBeTruthy();
  await userEvent.click(within(row).getByRole("button", { name: "2 references" }));
  expect(await screen.findByRole("link", { name: /nvd.example/ })).toBeTruthy();
  expect(screen.queryByRole("link", { name: /javascript/ })).toBeNull();
});

test("a version that could not be compared is not said to be affected", async () => {
  openImage("?tab=vulnerabilities", { vulnerabilities: [{ ...FINDING, status: "unknown" }] });
  expect(await screen.findByText(/so it may or may not be affected/)).toBeTruthy();
});

test("where nothing was found, what was not assessed is still said", async () => {
  openImage("?tab=vulnerabilities", { vulnerabilities: [] });
  expect(await screen.findByText(/^Not assessed: PyPI\./)).toBeTruthy();
});

test("hostile names of packages and instructions stay names", async () => {
  openImage("?tab=packages", {
    packages: [{ ...LODASH, name: HOSTILE, version: HOSTILE, licenses: [HOSTILE] }],
  });
  const cell = await screen.findByRole("rowheader");
  expect(cell.textContent.length).toBeLessThan(250);
  expect(document.querySelector("img[src=x]")).toBeNull();
});

test("the configuration has names of the environment, and what was not read", async () => {
  const warnings = [
    { code: "malformed-file", message: "It is no JSON.", path: "a.json", layer: 1 },
  ];
  openImage("?tab=configuration", { history: { warnings } });
  expect(await screen.findByText('["node","server.js"]')).toBeTruthy();
  expect(screen.getByText("TOKEN")).toBeTruthy();
  expect(screen.getByText("It is no JSON.")).toBeTruthy();
  expect(screen.getByText("The image has no labels.")).toBeTruthy();
});

test("the analyses say who asked, how each ended and why", async () => {
  const failed: ImageAnalysis = {
    cause: "push",
    requestedAt: "2026-11-22T00:00:00.000Z",
    startedAt: "2026-11-22T00:00:01.000Z",
    finishedAt: "2026-11-22T00:00:03.500Z",
    outcome: "failed",
    reason: "The registry refused.",
    analyzerVersion: "1",
    packageCount: null,
    vulnerabilities: null,
  };
  const good: ImageAnalysis = {
    ...failed,
    cause: "retry",
    outcome: "analyzed",
    reason: null,
    packageCount: 20_000,
    vulnerabilities: IMAGE.vulnerabilities,
  };
  openImage("?tab=analyses", { analyses: [good, failed] });
  await screen.findByText("The registry refused.");
  const table = screen.getByRole("table", { name: "Analyses" });
  const [, first, second] = within(table).getAllByRole("row");
  if (!first || !second) throw new Error("There are no rows.");
  expect(within(first).getByText("Analysed")).toBeTruthy();
  expect(within(first).getByText("20,000")).toBeTruthy();
  expect(within(second).getByText("A push")).toBeTruthy();
  expect(within(second).getByText("The registry refused.")).toBeTruthy();
  expect(within(second).getByText("2.5 s")).toBeTruthy();
});
