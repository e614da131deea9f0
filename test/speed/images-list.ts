import type { Browser, Page } from "playwright-core";
import { openWatchedPage, signIn } from "../fixtures/browser.ts";

/** Milliseconds until rows are there, one a repetition. */
export interface ListTimes {
  /** From an address of the browser's until rows: scripts, who is signed in, the list. */
  readonly load: readonly number[];
  /** From another page of the dashboard. */
  readonly open: readonly number[];
  /** To the list in another order. */
  readonly order: readonly number[];
}

const ROWS = "document.querySelectorAll('main tbody tr').length > 10";

/** Opens the list of images again and again in a browser, as people do. */
export async function measureImagesList(
  browser: Browser,
  origin: string,
  repetitions: number,
): Promise<ListTimes> {
  const { page } = await openWatchedPage(browser);
  await signIn(page, `${origin}/o/demo/images`);
  await page.locator("main tbody tr").nth(10).waitFor();
  const times = { load: [] as number[], open: [] as number[], order: [] as number[] };
  for (let index = 0; index < repetitions; index += 1) {
    times.load.push(await load(page, `${origin}/o/demo/images`));
    times.order.push(await load(page, `${origin}/o/demo/images?order=-vulnerabilities`));
    await page.goto(`${origin}/o/demo/settings/tokens`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    const link = page.locator('a[href="/o/demo/images"]').first();
    await link.waitFor();
    times.open.push(await after(page, () => link.click()));
  }
  await page.context().close();
  return times;
}

/** By the page's own clock, which begins with the navigation. */
async function load(page: Page, address: string): Promise<number> {
  await page.goto("about:blank");
  await page.goto(address, { waitUntil: "commit" });
  return page.evaluate<number>(whenRows("0"));
}

async function after(page: Page, act: () => Promise<void>): Promise<number> {
  const started = await page.evaluate<number>("performance.now()");
  await act();
  return page.evaluate<number>(whenRows(String(started)));
}

/** A promise of the milliseconds since `started`, in the frame after the first one with rows. */
function whenRows(started: string): string {
  return `new Promise((resolve) => {
    const look = () => {
      if (${ROWS}) requestAnimationFrame(() => resolve(performance.now() - ${started}));
      else requestAnimationFrame(look);
    };
    look();
  })`;
}
