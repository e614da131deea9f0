#!/usr/bin/env node
/**
 * `npm run screenshots`: starts local mode with some accounts and made-up images, and writes each
 * page of the dashboard, light and dark, into docs/images/. Needs a Chromium. Names of pages as
 * arguments take these alone.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { connectApi } from "../../local/scout-api.ts";
import { openBrowser, openWatchedPage, signIn } from "../fixtures/browser.ts";
import { pushMadeUpFleet } from "../fixtures/fleet-in-local-mode.ts";
import { startLocalModeProcess } from "../fixtures/local-mode-process.ts";
import { settle, watchRequests } from "../fixtures/settled-page.ts";
import { addressesOf, fileNameOf, findSubjects } from "./addresses.ts";
import { makeUpThePast } from "./past.ts";
import { withFewerColours } from "./png.ts";

const TARGET = fileURLToPath(new URL("../../docs/images/", import.meta.url));

async function takeAll(browser: Browser, wanted: readonly string[]): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "screenshots-"));
  const local = await startLocalModeProcess(directory, [
    "--account=333333333333:eu-west-1",
    "--unconnected=444444444444:eu-west-1",
  ]);
  try {
    const api = connectApi(`${local.url}/v1`, local.tokens.owner);
    await makeUpThePast(local.awsEndpoint);
    await pushMadeUpFleet(local.registry, api);
    const addresses = addressesOf(await findSubjects(api));
    mkdirSync(TARGET, { recursive: true });
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, complaints } = await openWatchedPage(browser, { colorScheme });
      const pending = watchRequests(page);
      await signIn(page, `${local.url}/o/demo/`);
      for (const [name, address] of Object.entries(addresses)) {
        const file = `${fileNameOf(name)}-${colorScheme}.png`;
        if (wanted.length > 0 && !wanted.some((one) => file.startsWith(one))) continue;
        await page.goto(`${local.url}/o/demo/${address}`);
        await settle(page, pending);
        const taken = withFewerColours(await page.screenshot());
        writeFileSync(path.join(TARGET, file), taken);
        const notes = complaints.length === 0 ? "" : `, the console: ${complaints.join(" | ")}`;
        process.stdout.write(`${file}  ${Math.round(taken.length / 1000)} kB${notes}\n`);
      }
      await page.context().close();
    }
  } finally {
    await local.stop("SIGTERM");
    rmSync(directory, { recursive: true, force: true });
  }
}

const browser = await openBrowser();
if (browser === undefined) {
  process.stderr.write(
    "No Chromium starts here. Install one, for example `apt install chromium`.\n",
  );
  process.exit(1);
}
try {
  await takeAll(browser, process.argv.slice(2));
} finally {
  await browser.close();
}
