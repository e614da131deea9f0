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

  inBrowser(
    "a service that is down leaves what was read, and says so until it is back",
    async () => {
      if (!browser) return;
      const { page } = await openWatchedPage(browser);
      await signIn(page, `${local.url}/o/demo/images`);
      const row = page.getByRole("row", { name: /demo\/shop/ });
      await row.waitFor();
      await page.route("**/v1/organizations/**", (route) => route.abort());
      const stale = page.getByText("What you see may be out of date");
      await stale.waitFor();
      expect(await row.count()).toBe(1);
      expect(await accessibilityViolations(page)).toEqual([]);
      await page.unrouteAll({ behavior: "ignoreErrors" });
      await page.getByRole("button", { name: "Read again" }).click();
      await stale.waitFor({ state: "hidden" });
      await page.context().close();
    },
  );

  inBrowser("a slow service is waited for, where it answers", async () => {
    if (!browser) return;
    const { page, complaints } = await openWatchedPage(browser);
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route("**/v1/organizations/*/images?*", async (route) => {
      await held;
      await route.continue();
    });
    await signIn(page, `${local.url}/o/demo/images`);
    const table = page.getByRole("grid", { name: "Images" });
    await table.getByText("Loading").first().waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    answer();
    await page.getByRole("row", { name: /demo\/shop/ }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  inBrowser("what one tab changes, the other shows", async () => {
    if (!browser) return;
    const { page: one } = await openWatchedPage(browser);
    const other = await one.context().newPage();
    const address = `${local.url}/o/demo/settings/members`;
    await signIn(other, address);
    await other.getByRole("heading", { name: /^Open invitations/ }).waitFor();
    await signIn(one, address);
    await one.getByRole("button", { name: "Invite somebody" }).click();
    await one.getByRole("dialog").getByRole("textbox").fill("From the other tab");
    await one.getByRole("button", { name: "Create the link" }).click();
    await other.getByText("From the other tab").waitFor();
    await one.context().close();
  });

  inBrowser("a hint why something may not be done is no violation while it is open", async () => {
    if (!browser) return;
    const { page, complaints } = await openWatchedPage(browser);
    await signIn(page, `${local.url}/o/demo/integrations/amazon-ecr`, "member");
    await page.getByRole("row", { name: /222222222222/ }).waitFor();
    await page.getByRole("button", { name: "Add" }).focus();
    await page.getByRole("button", { name: "Create on AWS" }).hover();
    await page.getByRole("tooltip").nth(1).waitFor({ state: "attached" });
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
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
