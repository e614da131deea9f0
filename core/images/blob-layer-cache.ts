import { decodeLayerResult, encodeLayerResult } from "../oci/layer-result.ts";
import type { LayerCache, LayerCacheKey } from "./layer-cache.ts";
import type { BlobStore } from "./port.ts";

/**
 * The layer cache of one organization in the blob store. The key holds everything that a
 * result depends on, so an entry never becomes wrong; another analyzer version leaves the old
 * ones to the bucket's lifecycle rule.
 */
export function createBlobLayerCache(
  blobs: Pick<BlobStore, "get" | "put">,
  organizationId: string,
): LayerCache {
  return {
    async get(key) {
      const bytes = await blobs.get(keyOf(organizationId, key));
      return bytes === undefined ? undefined : decodeLayerResult(bytes);
    },
    async put(key, result) {
      await blobs.put(keyOf(organizationId, key), encodeLayerResult(result));
    },
  };
}

function keyOf(organizationId: string, { digest, mediaType, analyzerVersion }: LayerCacheKey) {
  // S3 would have to escape a percent sign once more wherever the key is shown.
  const type = encodeURIComponent(mediaType).replaceAll("%", "=");
  return `${organizationId}/layers/${analyzerVersion}/${digest.replace(":", "-")}/${type}.json`;
}
