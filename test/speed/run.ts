#!/usr/bin/env node
/**
 * `npm run bench:dashboard`: what the dashboard weighs, and how long the list of 100,000 images takes
 * in local mode and a Chromium. Needs an installed Chromium. benchmark/RESULTS.md says how to read it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Figure, formatFigures, ratioFigure } from "../../benchmark/figure.ts";
import { medianOf } from "../../benchmark/measurement.ts";
import type { LocalMode } from "../../local/local-mode.ts";
import { openBrowser } from "../fixtures/browser.ts";
import { weightOf } from "../fixtures/first-page.ts";
import { pushMadeUpFleet } from "../fixtures/fleet-in-local-mode.ts";
import { startLocalModeHere } from "../fixtures/local-mode-in-process.ts";
import { until } from "../fixtures/local-mode-process.ts";
import { type ListTimes, measureImagesList } from "./images-list.ts";
import { lighthouseScores } from "./lighthouse.ts";
import { publishManyImages } from "./many-images.ts";

const IMAGES = 100_000;
const REPETITIONS = 7;
const BUILT = fileURLToPath(new URL("../../dashboard/dist", import.meta.url));
const FIRST_PAGES = {
  Overview: "src/overview/overview-page.tsx",
  Images: "src/images/images-page.tsx",
};
const ADDRESSES = { Overview: "/o/demo/overview", Images: "/o/demo/images" };

function atMost(name: string, value: number, limit: number, unit: string): Figure {
  const text = `${Math.round(value)} ${unit}`;
  return { name, value: text, target: `≤ ${limit} ${unit}`, reached: value <= limit };
}

function weights(): readonly Figure[] {
  return Object.entries(FIRST_PAGES).flatMap(([name, module]) => {
    const { javaScript, css } = weightOf(BUILT, [module]);
    return [
      atMost(`first page ${name}, JavaScript, gzip`, javaScript / 1000, 400, "kB"),
      atMost(`first page ${name}, CSS, gzip`, css / 1000, 250, "kB"),
    ];
  });
}

/** Every instance of the function has fetched the file when all of many answers at once are of it. */
async function untilAllInstancesHaveIt({ api }: LocalMode): Promise<void> {
  const ask = async () => {
    const answer = await api.get("/organizations/demo/images?repositoryPrefix=team-&limit=1");
    return (answer as { items: readonly unknown[] }).items.length > 0;
  };
  await until("the many images are read", async () => {
    const answers = await Promise.all(Array.from({ length: 16 }, ask));
    return answers.every(Boolean);
  });
}

async function answers({ api }: LocalMode): Promise<readonly Figure[]> {
  const queries = {
    "newest first": "limit=20",
    "most vulnerable first": "order=-vulnerabilities&limit=20",
    "of repositories by prefix": "repositoryPrefix=team-07&limit=20",
  };
  const figures: Figure[] = [];
  for (const [name, query] of Object.entries(queries)) {
    const times: number[] = [];
    for (let index = 0; index < 20; index += 1) {
      const started = performance.now();
      await api.get(`/organizations/demo/images?${query}`);
      times.push(performance.now() - started);
    }
    figures.push({ name: `API, images ${name}`, value: `${medianOf(times).toFixed(0)} ms` });
  }
  return figures;
}

async function listTimes({ url }: LocalMode): Promise<ListTimes> {
  const browser = await openBrowser();
  if (browser === undefined) throw new Error("No Chromium starts here.");
  const times = await measureImagesList(browser, url, REPETITIONS);
  await browser.close();
  return times;
}

async function pages(local: LocalMode, few: ListTimes): Promise<readonly Figure[]> {
  const { load, open, order } = await listTimes(local);
  const scores = await lighthouseScores(local.url, Object.values(ADDRESSES));
  return [
    atMost("images list, by its address until rows, median", medianOf(load), 1000, "ms"),
    atMost("images list, most vulnerable first, median", medianOf(order), 1000, "ms"),
    atMost("images list, from another page until rows, median", medianOf(open), 1000, "ms"),
    ratioFigure(
      `images list, of ${IMAGES} : of few, by its address`,
      medianOf(load) / medianOf(few.load),
    ),
    ratioFigure(
      `images list, of ${IMAGES} : of few, from another page`,
      medianOf(open) / medianOf(few.open),
    ),
    ...Object.keys(ADDRESSES).flatMap((name, index) =>
      Object.entries(scores[index] ?? {}).map(([category, score]) => ({
        name: `Lighthouse, ${name}, ${category}`,
        value: String(score),
        target: "≥ 95",
        reached: score >= 95,
      })),
    ),
  ];
}

const directory = mkdtempSync(path.join(tmpdir(), "dashboard-speed-"));
const local = await startLocalModeHere(directory, {});
try {
  await pushMadeUpFleet(local.registry, local.api);
  const few = await listTimes(local);
  const bytes = await publishManyImages(local, IMAGES, path.join(directory, "many.sqlite"));
  await untilAllInstancesHaveIt(local);
  const figures = [
    ...weights(),
    { name: `read model of ${IMAGES} images`, value: `${Math.round(bytes / 1e6)} MB` },
    ...(await answers(local)),
    ...(await pages(local, few)),
  ];
  const [load = 0] = loadavg();
  process.stdout.write(`Node.js ${process.version}, load ${load.toFixed(1)} at the end\n\n`);
  process.stdout.write(`${formatFigures(figures)}\n`);
} finally {
  await local.close();
  rmSync(directory, { recursive: true, force: true });
}
