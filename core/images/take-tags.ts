import { type Analysis, type AnalysisDependencies, write } from "./analysis.ts";
import { pointTags } from "./point-tags.ts";
import type { RegistryImage } from "./registry-access.ts";

/**
 * Stores the tags that the registry gives the image in hand. A tag that it has no more is
 * released before the record forgets it, and a new one led here after the record knows it, so
 * that whatever a crash leaves is found again.
 */
export async function takeTags(
  dependencies: AnalysisDependencies,
  analysis: Analysis,
  found: RegistryImage,
): Promise<void> {
  const { image, key, request } = analysis;
  for (const tag of image.tags) {
    if (!found.tags.includes(tag)) await dependencies.tags.release(key, tag, key.digest);
  }
  if (image.tags.join() !== found.tags.join()) {
    await write(dependencies, analysis, { tags: found.tags }, { release: false });
  }
  await pointTags(dependencies, request, found.tags);
}
