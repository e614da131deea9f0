import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { pushImage } from "../../local/push-image.ts";
import { openBrowser, openWatchedPage, signIn } from "../fixtures/browser.ts";
import { buildImage } from "../fixtures/image-builder.ts";
import { startLocalModeProcess, type LocalModeProcess } from "../fixtures/local-mode-process.ts";
import { pushable } from "../fixtures/pushable-image.ts";

const ACCOUNT = "444444444444";
const REPOSITORY = "team/web";
const browser = await openBrowser();
const inBrowser = browser ? test : test.skip;
let directory: string;
let local: LocalModeProcess;

beforeAll(async () => {
  if (!browser) return;
  directory = mkdtempSync(path.join(tmpdir(), "dashboard-story-"));
  const account = ["--unconnected", `${ACCOUNT}:eu-west-1`];
  local = await startLocalModeProcess(directory, ["--no-demo", ...account]);
});
afterAll(async () => {
  await browser?.close();
  if (!browser) return;
  await local.stop("SIGTERM");
  rmSync(directory, { recursive: true, force: true });
});

/** Pushes an image with one npm package to the account's registry, as any OCI client does. */
async function push(tag: string, version: string): Promise<void> {
  const line = new RegExp(`^ +(127[.]0[.]0[.]1:\\d+) +[(]account ${ACCOUNT}, `, "m");
  const registry = line.exec(local.output())?.[1] ?? "";
  const content = JSON.stringify({ name: "lodash", version });
  const image = buildImage({
    layers: [
      [{ path: "etc/os-release", content: "ID=debian\nVERSION_ID=12\n" }],
      [{ path: "app/node_modules/lodash/package.json", content }],
    ],
  });
  for (const part of pushable(image)) {
    await pushImage(registry, REPOSITORY, part.tag ?? tag, part.image);
  }
}

/** Clicks a button once it may be, by the beginning of its name. */
async function press(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name }).first().click();
}

inBrowser(
  "a registry is connected, its pushes show up by themselves, and it is removed",
  async () => {
    if (!browser) return;
    const { page, complaints } = await openWatchedPage(browser);
    await signIn(page, `${local.url}/o/demo/integrations/amazon-ecr`);

    // Create on AWS leads to the wizard in a tab of its own, with all fields filled in.
    const opened = page.waitForEvent("popup");
    await press(page, /^Create on AWS/);
    const wizard = await opened;
    await wizard.getByLabel("Account and Region").selectOption(`${ACCOUNT} in eu-west-1`);
    await wizard.getByRole("checkbox").check();
    const banner = page.getByText("The integration waits for its stack", { exact: true });
    await banner.waitFor();
    await wizard.getByRole("button", { name: "Create stack" }).click();
    const registry = page.getByRole("row", { name: new RegExp(ACCOUNT) });
    await registry.getByText("Connected").waitFor();
    await banner.waitFor({ state: "hidden" });
    await wizard.close();

    // A repository that is pushed to is listed, and analysed once it is activated.
    await push("1.0", "4.17.15");
    await page.goto(`${local.url}/o/demo/settings/repositories`);
    await page.getByRole("checkbox", { name: `Select ${REPOSITORY}` }).check();
    await press(page, /^Activate$/);
    const dialog = page.getByRole("dialog", { name: "Activate 1 repository?" });
    await dialog.getByRole("button", { name: "Activate" }).click();
    await page.goto(`${local.url}/o/demo/images?repositoryPrefix=team`);
    const images = page.getByRole("row", { name: new RegExp(REPOSITORY) });
    await images.getByText("Analysed").waitFor();

    // A push shows up without a reload; the list is as it was after a look at an image.
    await page.evaluate("globalThis.isSameDocument = true");
    await push("2.0", "4.17.21");
    await images.nth(1).waitFor();
    const older = page.getByRole("link", { name: `${REPOSITORY}:1.0` });
    await older.click();
    await page.getByRole("heading", { level: 1, name: `${REPOSITORY}:1.0` }).waitFor();
    await page.getByRole("tab", { name: /^Packages/ }).click();
    await page.getByRole("row", { name: /lodash.*4\.17\.15/ }).waitFor();
    await page.goBack();
    await page.goBack();
    await older.waitFor();
    expect(new URL(page.url()).search).toBe("?repositoryPrefix=team");

    // What became of the first image in the second.
    const newer = images.filter({ hasText: "2.0" });
    await newer.getByText("Analysed").waitFor();
    await page.getByRole("link", { name: `${REPOSITORY}:2.0` }).click();
    await press(page, /^Compare with/);
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /Other image/ })
      .click();
    await page.getByRole("option", { name: new RegExp(`${REPOSITORY}:1.0`) }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Compare" }).click();
    await page.getByRole("row", { name: /lodash.*4\.17\.15.*4\.17\.21/ }).waitFor();
    expect(await page.evaluate("globalThis.isSameDocument")).toBe(true);

    // Its removal says what is left to do, and its images go.
    await page.goto(`${local.url}/o/demo/integrations/amazon-ecr`);
    await press(page, new RegExp(`^Remove ${ACCOUNT}`));
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText(/^The stack .* is left to delete$/).waitFor();
    await page.getByText(/^All of it is gone since/).waitFor();
    await page.goto(`${local.url}/o/demo/images?repositoryPrefix=team`);
    await page.getByText("Nothing matches").waitFor();
    expect(complaints).toEqual([]);
  },
  120_000,
);
