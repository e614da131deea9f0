import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Figure, formatFigures } from "./figure.ts";
import { measureImageAnalysis } from "./image-analysis.ts";
import { measurePushEvent } from "./push-event.ts";

/**
 * `npm run bench [-- --runs N]`: everything that is measured, as one table. Absolute times
 * are this machine's; the ratios are what to compare.
 */
const { values } = parseArgs({ options: { runs: { type: "string", default: "3" } } });
const runs = Math.max(1, Number(values.runs) || 1);
const project = join(import.meta.dirname, "..");

type Benchmark = (project: string, runs: number) => Promise<readonly Figure[]>;

const benchmarks: readonly Benchmark[] = [measureImageAnalysis, measurePushEvent];

const [load = 0] = loadavg();
process.stdout.write(
  `Node.js ${process.version}, ${availableParallelism()} cores, load ${load.toFixed(1)} at the start, medians of ${runs} runs\n\n`,
);
const figures: Figure[] = [];
for (const benchmark of benchmarks) figures.push(...(await benchmark(project, runs)));
process.stdout.write(`${formatFigures(figures)}\n`);
