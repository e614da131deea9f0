import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";
import type { LayerCache, LayerCacheKey } from "../../core/images/layer-cache.ts";
import { decodeLayerResult, encodeLayerResult } from "../../core/oci/layer-result.ts";

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Unpacked bytes of one entry: 200,000 packages with their locations stay below. */
const MAX_ENTRY_BYTES = 512 * 1024 * 1024;

/**
 * The command line's layer cache: one compressed file a layer below `folder`, written
 * beside its place and renamed into it, so that a reader sees a whole one or none. What
 * can't be read counts as absent and is removed.
 * @param folder For example `~/.cache/ecr-scout`; made when it is needed.
 */
export function createFileLayerCache(folder: string): LayerCache {
  return {
    async get(key) {
      const path = pathOf(folder, key);
      const bytes = await readFile(path).catch(() => undefined);
      if (bytes === undefined) return undefined;
      try {
        return decodeLayerResult(await decompress(bytes, { maxOutputLength: MAX_ENTRY_BYTES }));
      } catch {
        await rm(path, { force: true });
        return undefined;
      }
    },
    async put(key, result) {
      const path = pathOf(folder, key);
      const partial = `${path}.${randomUUID()}.partial`;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        await writeFile(partial, await compress(encodeLayerResult(result)), { mode: 0o600 });
        await rename(partial, path);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    },
  };
}

/** Of a hash, since neither media types nor versions are safe as names of files. */
function pathOf(folder: string, { digest, mediaType, analyzerVersion }: LayerCacheKey): string {
  const name = createHash("sha256")
    .update(JSON.stringify([digest, mediaType, analyzerVersion]))
    .digest("hex");
  return join(folder, "layers", name.slice(0, 2), `${name}.json.zst`);
}
