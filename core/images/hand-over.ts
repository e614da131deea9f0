import type { ImageManifest } from "../oci/artifact.ts";
import { type Analysis, type AnalysisDependencies, logged, write } from "./analysis.ts";

/**
 * Compressed bytes that the function for small images takes on. At a slow 10 MB a second from
 * the registry this is under a minute of its few.
 */
export const LARGE_IMAGE_BYTES = 512 * 1024 * 1024;

/** Whether an image is more than this function is made for. */
export function isTooLarge(
  { sizeClass }: Pick<AnalysisDependencies, "sizeClass">,
  manifest: ImageManifest,
): boolean {
  return sizeClass === "small" && compressedSizeOf(manifest) > LARGE_IMAGE_BYTES;
}

/** Sum of the layers' compressed sizes, bytes. */
export function compressedSizeOf(manifest: ImageManifest): number {
  return manifest.layers.reduce((sum, { size }) => sum + size, 0);
}

/** Gives the request to the function for large images, then the lease back. */
export async function handOver(
  dependencies: AnalysisDependencies,
  analysis: Analysis,
): Promise<void> {
  await dependencies.largeRequests.send(analysis.request);
  await write(dependencies, analysis, { state: "queued", stateReason: null }, { release: true });
  dependencies.log.info("analysis handed over", logged(analysis));
}
