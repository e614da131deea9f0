import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import lighthouse, { desktopConfig } from "lighthouse";
import { medianOf } from "../../benchmark/measurement.ts";
import { installedBrowser } from "../fixtures/browser.ts";

/** Scores of Lighthouse, 0 to 100, by category. */
export type Scores = Readonly<Record<string, number>>;

/** Whatever else the machine does moves a single one by ten points and more. */
const RUNS = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices"];

type Page = NonNullable<Parameters<typeof lighthouse>[3]>;

/**
 * Lighthouse's scores of some pages, medians of three runs by its desktop preset, each loaded anew in the tab in which the
 * owner is signed in: the session is the tab's alone.
 *
 * @param origin Of the dashboard.
 * @throws Error where no Chromium is installed.
 */
export async function lighthouseScores(
  origin: string,
  paths: readonly string[],
): Promise<readonly Scores[]> {
  const program = await installedBrowser();
  if (program === undefined) throw new Error("Lighthouse needs an installed Chromium.");
  const browser = await (await puppeteer()).launch(program);
  try {
    const page = await browser.newPage();
    await page.goto(origin);
    await page.locator("::-p-text(Continue as owner)").click();
    await page.waitForSelector("h1");
    const all: Scores[] = [];
    for (const path of paths) {
      const runs: Scores[] = [];
      for (let run = 0; run < RUNS; run += 1) runs.push(await scoresOf(`${origin}${path}`, page));
      const medians = CATEGORIES.map((name) => [name, medianOf(runs.map((run) => run[name] ?? 0))]);
      all.push(Object.fromEntries(medians) as Scores);
    }
    return all;
  } finally {
    await browser.close();
  }
}

async function scoresOf(url: string, page: Page): Promise<Scores> {
  const flags = {
    onlyCategories: CATEGORIES,
    // The session is in the tab's storage, which Lighthouse would empty.
    disableStorageReset: true,
    logLevel: "error",
  } as const;
  const result = await lighthouse(url, flags, desktopConfig, page);
  if (result === undefined) throw new Error(`Lighthouse has no result for ${url}.`);
  const { categories, finalDisplayedUrl, audits, environment } = result.lhr;
  if (finalDisplayedUrl !== url) throw new Error(`Lighthouse saw ${finalDisplayedUrl} for ${url}.`);
  for (const { id, score, title } of Object.values(audits)) {
    if (score !== null && score < 0.9) process.stderr.write(`  ${url}: ${id} ${score} ${title}\n`);
  }
  process.stderr.write(
    `  ${url}: this machine's speed by Lighthouse ${environment.benchmarkIndex}\n`,
  );
  return Object.fromEntries(
    Object.entries(categories).map(([id, { score }]) => [id, Math.round((score ?? 0) * 100)]),
  );
}

interface Puppeteer {
  launch(options: { readonly executablePath: string; readonly args: string[] }): Promise<{
    newPage(): Promise<Page>;
    close(): Promise<void>;
  }>;
}

/** That of Lighthouse itself, whose pages it takes. */
async function puppeteer(): Promise<Puppeteer> {
  const ofLighthouse = createRequire(createRequire(import.meta.url).resolve("lighthouse"));
  const { href } = pathToFileURL(ofLighthouse.resolve("puppeteer-core"));
  const { default: module } = (await import(href)) as { readonly default: Puppeteer };
  return module;
}
