import { join } from "node:path";
import { type Figure, megabytes, ratioFigure } from "./figure.ts";
import { ensureImage, imagesFolder, type Variant } from "./image.ts";
import { measure, type Measurement, medianOf } from "./measurement.ts";
import { startRegistry } from "./registry.ts";

/** Targets of the project: docs/architecture.md. */
const COLD_TARGET = 1.2;
const CACHED_TARGET = 0.05;
const PEAK_TARGET = 250e6;

/** The floor and the analyzer, one directly after the other. */
interface Pair {
  readonly floor: Measurement;
  readonly analysis: Measurement;
}

/**
 * Measures the analyzer beside the floor: both from the same registry in another process,
 * each in a process of its own, in turns, so that a busy machine hurts both. Ratios are the
 * medians of those of the pairs, times the medians of all runs, peaks the largest.
 */
export async function measureImageAnalysis(
  project: string,
  runs: number,
): Promise<readonly Figure[]> {
  const images = (["gzip", "zstd", "double"] as const).map((name) => ensureImage(project, name));
  const registry = await startRegistry(imagesFolder(project));
  try {
    const gzip = await comparePairs(registry.host, "gzip", runs);
    const zstd = await comparePairs(registry.host, "zstd", runs);
    const double = await comparePairs(registry.host, "double", Math.min(3, runs));
    const analyses = gzip.map(({ analysis }) => analysis);
    const cached = medianOf(analyses.map(({ detail }) => valueOf(detail, "cachedSeconds")));
    const cold = medianOf(analyses.map(({ detail }) => valueOf(detail, "coldSeconds")));
    return [
      ...images.map(({ variant, size, layers }) => ({
        name: `image, ${variant}`,
        value: `${megabytes(size)} in ${layers} layers`,
      })),
      { name: "packages found, gzip", value: String(analyses[0]?.detail["packages"]) },
      ...describe("gzip", gzip),
      ...describe("zstd", zstd),
      ...describe("twice the content", double),
      ratioFigure("all layers cached : cold, in process", cached / cold, CACHED_TARGET),
      ratioFigure("peak memory, twice the content : once", peakOf(double) / peakOf(gzip), 1.1),
    ];
  } finally {
    registry.stop();
  }
}

async function comparePairs(host: string, variant: Variant, runs: number): Promise<Pair[]> {
  const floor = (): Promise<Measurement> => measure(program("floor.ts"), [host, variant]);
  const analysis = (): Promise<Measurement> => measure(program("analysis.ts"), [host, variant]);
  // Not counted: fills the compile cache, and the system's cache of the image's files.
  await analysis();
  const pairs: Pair[] = [];
  for (let run = 0; run < runs; run += 1) {
    pairs.push({ floor: await floor(), analysis: await analysis() });
  }
  return pairs;
}

function describe(name: string, pairs: readonly Pair[]): Figure[] {
  const ratio = (value: (measurement: Measurement) => number): number =>
    medianOf(pairs.map(({ floor, analysis }) => value(analysis) / value(floor)));
  const floors = pairs.map(({ floor }) => floor);
  const analyses = pairs.map(({ analysis }) => analysis);
  return [
    { name: `floor, ${name}`, value: usageText(floors) },
    { name: `analyzer cold, ${name}`, value: usageText(analyses) },
    ratioFigure(
      `analyzer : floor, wall, ${name}`,
      ratio(({ wallSeconds }) => wallSeconds),
      COLD_TARGET,
    ),
    ratioFigure(`analyzer : floor, wall without start-up, ${name}`, ratio(wallAfterStart)),
    ratioFigure(
      `analyzer : floor, CPU, ${name}`,
      ratio(({ cpuSeconds }) => cpuSeconds),
    ),
    {
      name: `peak memory, ${name}`,
      value: megabytes(peakOf(pairs)),
      target: `≤ ${megabytes(PEAK_TARGET)}`,
      reached: peakOf(pairs) <= PEAK_TARGET,
    },
  ];
}

function usageText(runs: readonly Measurement[]): string {
  const wall = medianOf(runs.map(({ wallSeconds }) => wallSeconds));
  const start = medianOf(runs.map(({ detail }) => valueOf(detail, "startSeconds")));
  const cpu = medianOf(runs.map(({ cpuSeconds }) => cpuSeconds));
  const peak = Math.max(...runs.map(({ peakBytes }) => peakBytes));
  return `${wall.toFixed(2)} s (start-up ${start.toFixed(2)}), CPU ${cpu.toFixed(2)} s, peak ${megabytes(peak)}`;
}

function wallAfterStart({ wallSeconds, detail }: Measurement): number {
  return wallSeconds - valueOf(detail, "startSeconds");
}

function peakOf(pairs: readonly Pair[]): number {
  return Math.max(...pairs.map(({ analysis }) => analysis.peakBytes));
}

function valueOf(detail: Measurement["detail"], name: string): number {
  const value = detail[name];
  if (value === undefined) throw new Error(`The measured process did not report ${name}.`);
  return value;
}

function program(name: string): string {
  return join(import.meta.dirname, name);
}
