import { openRegistry } from "../adapters/registry/open-registry.ts";
import { ANALYZER_VERSION } from "../core/ecosystems/analyzer-version.ts";
import { detectors, ecosystems } from "../core/ecosystems/index.ts";
import { inventoryOfImage } from "../core/images/inventory.ts";
import type { LayerCache } from "../core/images/layer-cache.ts";
import { decodeLayerResult, encodeLayerResult } from "../core/oci/layer-result.ts";
import { resolveImage } from "../core/oci/resolve.ts";
import { currentUsage, reportUsage } from "./measurement.ts";

/**
 * The analyzer, a process of its own: from the registry to the inventory, once cold and
 * then with all layers cached. The usage is that of the cold one, from the start of the
 * process. Arguments: `host:port`, repository.
 */
const [host = "", repository = ""] = process.argv.slice(2);
const CACHED_RUNS = 5;

const source = openRegistry({ registry: host, repository, plainHttp: true });
const results = new Map<string, Buffer>();
const cache: LayerCache = {
  get({ digest }) {
    const bytes = results.get(digest);
    return Promise.resolve(bytes === undefined ? undefined : decodeLayerResult(bytes));
  },
  put({ digest }, result) {
    results.set(digest, encodeLayerResult(result));
    return Promise.resolve();
  },
};

const cold = await timed(analyze);
const usage = currentUsage();
const cached = [];
for (let run = 0; run < CACHED_RUNS; run += 1) cached.push((await timed(analyze)).seconds);
cached.sort((a, b) => a - b);
reportUsage(
  {
    packages: cold.packages,
    warnings: cold.warnings,
    coldSeconds: cold.seconds,
    cachedSeconds: cached[Math.floor(CACHED_RUNS / 2)] ?? 0,
  },
  usage,
);
await source.close();

/** From the tag to the inventory. */
async function analyze(): Promise<{ readonly packages: number; readonly warnings: number }> {
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
