import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PAGE_PATHS, type PagePath } from "../../dashboard/src/app/page-paths.ts";
import { connectApi } from "../../local/scout-api.ts";
import {
  accessibilityViolations,
  openBrowser,
  openWatchedPage,
  scrollsSideways,
  signIn,
} from "../fixtures/browser.ts";
import { pushMadeUpFleet } from "../fixtures/fleet-in-local-mode.ts";
import { startLocalModeProcess, type LocalModeProcess } from "../fixtures/local-mode-process.ts";
import { settle, watchRequests } from "../fixtures/settled-page.ts";
import { addressesOf, findSubjects } from "../screenshots/addresses.ts";

const browser = await openBrowser();
const inBrowser = browser ? test : test.skip;
let directory: string;
let local: LocalModeProcess;
let addresses: Readonly<Record<PagePath, string>>;

beforeAll(async () => {
  if (!browser) return;
  directory = mkdtempSync(path.join(tmpdir(), "dashboard-"));
  local = await startLocalModeProcess(directory);
  const api = connectApi(`${local.url}/v1`, local.tokens.owner);
  await pushMadeUpFleet(local.registry, api);
  addresses = addressesOf(await findSubjects(api));
});
afterAll(async () => {
  await browser?.close();
  if (!browser) return;
  await local.stop("SIGTERM");
  rmSync(directory, { recursive: true, force: true });
});

describe("every page with something on it", () => {
  inBrowser.each([
    { width: 1440, colorScheme: "dark" },
    { width: 375, colorScheme: "light" },
  ] as const)(
    "$width px, $colorScheme: fits, and neither axe nor the console complains",
    async (view) => {
      if (!browser) return;
      const { page, complaints } = await openWatchedPage(browser, view);
      const pending = watchRequests(page);
      await signIn(page, `${local.url}/o/demo/`);
      const found: string[] = [];
      for (const name of PAGE_PATHS) {
        await page.goto(`${local.url}/o/demo/${addresses[name]}`);
        await settle(page, pending);
        const wide = (await scrollsSideways(page)) ? ["it scrolls sideways"] : [];
        const seen = [...wide, ...(await accessibilityViolations(page)), ...complaints];
        found.push(...seen.map((one) => `${name}: ${one}`));
      }
      expect(found).toEqual([]);
      await page.context().close();
    },
    300_000,
  );
});
