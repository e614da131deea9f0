import type { LayerResult } from "../oci/layer-result.ts";

/**
 * Names a layer's result. The digest is the manifest's, of the stored bytes: a diff ID is
 * only the pusher's claim.
 */
export interface LayerCacheKey {
  readonly digest: string;
  readonly mediaType: string;
  readonly analyzerVersion: string;
}

/**
 * Port: results of layers of one organization. It may fail or forget: then layers are read
 * again. What it gets was verified.
 */
export interface LayerCache {
  get(key: LayerCacheKey): Promise<LayerResult | undefined>;
  put(key: LayerCacheKey, result: LayerResult): Promise<void>;
}

/** The result that is cached, if the cache works and has it. */
export async function cachedLayer(
  cache: LayerCache | undefined,
  key: LayerCacheKey,
): Promise<LayerResult | undefined> {
  try {
    return await cache?.get(key);
  } catch {
    // A cache only saves time: without it the layer is read.
    return undefined;
  }
}

/** Caches a result, if the cache works. */
export async function cacheLayer(
  cache: LayerCache | undefined,
  key: LayerCacheKey,
  result: LayerResult,
): Promise<void> {
  try {
    await cache?.put(key, result);
  } catch {
    // The next analysis reads the layer again.
  }
}
