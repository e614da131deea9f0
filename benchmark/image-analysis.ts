import { join } from "node:path";
import { type Figure, megabytes, ratioFigure } from "./figure.ts";
import { ensureImage, imagesFolder, type Variant } from "./image.ts";
import { measure, type Measurement, medianOf } from "./measurement.ts";
import { startRegistry } from "./registry.ts";

/** Targets of the project: docs/architecture.md. */
const COLD_TARGET = 1.2;
const CACHED_TARGET = 0.05;
const PEAK_TARGET = 250e6;

interface Comparison {
  readonly floor: Measurement;
  readonly analysis: Measurement;
}

/**
 * Measures the analyzer beside the floor: both from the same registry in another process,
 * each in a process of its own, in turns, so that a busy machine hurts both. The medians
 * are compared, and the largest peaks.
 */
export async function measureImageAnalysis(
  project: string,
  runs: number,
): Promise<readonly Figure[]> {
  const images = (["gzip", "zstd", "double"] as const).map((name) => ensureImage(project, name));
  const registry = await startRegistry(imagesFolder(project));
  try {
    const gzip = await compare(registry.host, "gzip", runs);
    const zstd = await compare(registry.host, "zstd", runs);
    const double = await compare(registry.host, "double", Math.min(2, runs));
    const { cachedSeconds = 0, coldSeconds = 1 } = gzip.analysis.detail;
    return [
      ...images.map(({ variant, size, layers }) => ({
        name: `image, ${variant}`,
        value: `${megabytes(size)} in ${layers} layers`,
      })),
      { name: "packages found, gzip", value: String(gzip.analysis.detail["packages"]) },
      ...describe("gzip", gzip, COLD_TARGET),
      ...describe("zstd", zstd, undefined),
      ratioFigure(
        "all layers cached : cold, in process",
        cachedSeconds / coldSeconds,
        CACHED_TARGET,
      ),
      peakFigure("peak memory", gzip),
      peakFigure("peak memory, zstd", zstd),
      peakFigure("peak memory, twice the content", double),
      ratioFigure(
        "peak memory, twice the content : once",
        double.analysis.peakBytes / gzip.analysis.peakBytes,
        1.1,
      ),
    ];
  } finally {
    registry.stop();
  }
}

async function compare(host: string, variant: Variant, runs: number): Promise<Comparison> {
  const floors: Measurement[] = [];
  const analyses: Measurement[] = [];
  for (let run = 0; run < runs; run += 1) {
    floors.push(await measure(program("floor.ts"), [host, variant]));
    analyses.push(await measure(program("analysis.ts"), [host, variant]));
  }
  return { floor: medianOf(floors), analysis: medianOf(analyses) };
}

function describe(name: string, { floor, analysis }: Comparison, target?: number): Figure[] {
  return [
    {
      name: `floor, ${name}`,
      value: `${floor.wallSeconds.toFixed(2)} s, CPU ${floor.cpuSeconds.toFixed(2)} s, peak ${megabytes(floor.peakBytes)}`,
    },
    {
      name: `analyzer cold, ${name}`,
      value: `${analysis.wallSeconds.toFixed(2)} s, CPU ${analysis.cpuSeconds.toFixed(2)} s, peak ${megabytes(analysis.peakBytes)}`,
    },
    ratioFigure(
      `analyzer : floor, wall, ${name}`,
      analysis.wallSeconds / floor.wallSeconds,
      target,
    ),
    ratioFigure(`analyzer : floor, CPU, ${name}`, analysis.cpuSeconds / floor.cpuSeconds),
  ];
}

function peakFigure(name: string, { analysis }: Comparison): Figure {
  return {
    name,
    value: megabytes(analysis.peakBytes),
    target: `≤ ${megabytes(PEAK_TARGET)}`,
    reached: analysis.peakBytes <= PEAK_TARGET,
  };
}

function program(name: string): string {
  return join(import.meta.dirname, name);
}
