import { openRegistry } from "../adapters/registry/open-registry.ts";
import { ANALYZER_VERSION } from "../core/ecosystems/analyzer-version.ts";
import { detectors, ecosystems } from "../core/ecosystems/index.ts";
import { inventoryOfImage } from "../core/images/inventory.ts";
import type { LayerCache } from "../core/images/layer-cache.ts";
import type { ImageSource } from "../core/oci/image-source.ts";
import { decodeLayerResult, encodeLayerResult } from "../core/oci/layer-result.ts";
import { resolveImage } from "../core/oci/resolve.ts";
import { currentUsage, medianOf, reportUsage } from "./measurement.ts";

const CACHED_RUNS = 5;

/**
 * Makes the inventory of an image, then again with all its layers cached, and reports: the
 * usage is that of the first time, from the start of the process.
 */
export async function measureInventory(host: string, repository: string): Promise<void> {
  const started = currentUsage();
  const source = openRegistry({ registry: host, repository, plainHttp: true });
  const cache = memoryCache();
  const cold = await timed(() => analyze(source, cache));
  const usage = currentUsage();
  const cached: number[] = [];
  for (let run = 0; run < CACHED_RUNS; run += 1) {
    cached.push((await timed(() => analyze(source, cache))).seconds);
  }
  const { packages, warnings, seconds } = cold;
  const detail = {
    packages,
    warnings,
    coldSeconds: seconds,
    cachedSeconds: medianOf(cached),
  };
  reportUsage(started, detail, usage);
  await source.close();
}

/** Results as they are stored, so that reading them back is measured too. */
function memoryCache(): LayerCache {
  const results = new Map<string, Buffer>();
  return {
    get({ digest }) {
      const bytes = results.get(digest);
      return Promise.resolve(bytes === undefined ? undefined : decodeLayerResult(bytes));
    },
    put({ digest }, result) {
      results.set(digest, encodeLayerResult(result));
      return Promise.resolve();
    },
  };
}

/** From the tag to the inventory. */
async function analyze(
  source: ImageSource,
  cache: LayerCache,
): Promise<{ readonly packages: number; readonly warnings: number }> {
  const { image, manifest } = await resolveImage(source, "latest");
  const { packages, warnings } = await inventoryOfImage(source, image, manifest.digest, {
    detectors,
    ecosystems,
    analyzerVersion: ANALYZER_VERSION,
    cache,
  });
  return { packages: packages.length, warnings: warnings.length };
}

async function timed<T>(work: () => Promise<T>): Promise<T & { readonly seconds: number }> {
  const start = performance.now();
  const result = await work();
  return { ...result, seconds: (performance.now() - start) / 1000 };
}
