import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  accessibilityViolations,
  openBrowser,
  openWatchedPage,
  scrollsSideways,
  signIn,
} from "../fixtures/browser.ts";
import {
  startLocalModeProcess,
  until,
  type LocalModeProcess,
} from "../fixtures/local-mode-process.ts";

const browser = await openBrowser();
const inBrowser = browser ? test : test.skip;
let directory: string;
let local: LocalModeProcess;

beforeAll(async () => {
  if (!browser) return;
  directory = mkdtempSync(path.join(tmpdir(), "dashboard-"));
  local = await startLocalModeProcess(directory);
});
afterAll(async () => {
  await browser?.close();
  if (!browser) return;
  await local.stop("SIGTERM");
  rmSync(directory, { recursive: true, force: true });
});

describe("the dashboard in a browser", () => {
  inBrowser.each([
    { width: 1440, colorScheme: "light" },
    { width: 1440, colorScheme: "dark" },
    { width: 375, colorScheme: "light" },
    { width: 2560, colorScheme: "light" },
  ] as const)("shows the demo image, $width px, $colorScheme", async (view) => {
    if (!browser) return;
    const { page, complaints } = await openWatchedPage(browser, view);
    await page.goto(local.url);
    await page.getByRole("button", { name: "Continue as owner" }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Continue as owner" }).click();
    await page.goto(`${local.url}/o/demo/images`);
    const row = page.getByRole("row", { name: /demo\/shop/ });
    await row.waitFor();
    await row.getByText("Analysed").waitFor();
    await row.getByRole("img", { name: /^Critical: [0-9]/ }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  inBrowser("a session that ends is taken up again where it was", async () => {
    if (!browser) return;
    const { page } = await openWatchedPage(browser);
    await signIn(page, `${local.url}/o/demo/images?repositoryPrefix=demo`);
    await page.getByRole("row", { name: /demo\/shop/ }).waitFor();
    await page.evaluate(
      'sessionStorage.setItem("ecr-scout.session", JSON.stringify({ token: "ended" }))',
    );
    const dialog = page.getByRole("dialog", { name: "Your session has ended" });
    await dialog.waitFor();
    expect(await page.getByText("demo/shop").count()).toBeGreaterThan(0);
    await dialog.getByRole("button", { name: "Continue as member" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.getByRole("row", { name: /demo\/shop/ }).waitFor();
    expect(page.url()).toBe(`${local.url}/o/demo/images?repositoryPrefix=demo`);
    await page.context().close();
  });

  inBrowser("a poll without news costs an answer without a body", async () => {
    if (!browser) return;
    const { page } = await openWatchedPage(browser);
    const statuses: number[] = [];
    page.on("response", (response) => {
      if (response.url().includes("/images?")) statuses.push(response.status());
    });
    await signIn(page, `${local.url}/o/demo/images`);
    await until("a poll is answered without a body", () => Promise.resolve(statuses.includes(304)));
    await page.context().close();
  });

  inBrowser("speaks Chinese to who reads it", async () => {
    if (!browser) return;
    const { page, complaints } = await openWatchedPage(browser, { locale: "zh-CN" });
    await page.goto(`${local.url}/o/demo/images`);
    await page.getByRole("button", { name: "以 owner 的身份继续" }).click();
    await page.getByRole("heading", { level: 1, name: "镜像" }).waitFor();
    expect(await page.evaluate("document.documentElement.lang")).toBe("zh-CN");
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
