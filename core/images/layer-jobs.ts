import type { FileDetector } from "../ecosystems/ecosystem.ts";
import { PermanentError } from "../errors.ts";
import type { Descriptor, ImageSource } from "../oci/image-source.ts";
import { scanLayerBlob } from "../oci/layer-blob.ts";
import type { LayerResult } from "../oci/layer-result.ts";
import type { Limits } from "../oci/limits.ts";
import { cachedLayer, cacheLayer, type LayerCache, type LayerCacheKey } from "./layer-cache.ts";

/** Compressed bytes of an image's layers. */
export interface LayerBytes {
  /** That are done with, those of cached layers included. */
  readonly bytes: number;
  /** Of cached layers, which were not read. */
  readonly cachedBytes: number;
}

/** How far the reading of an image is. */
export interface InventoryProgress extends LayerBytes {
  /** Layers whose results are there, cached ones included. */
  readonly layer: number;
  readonly layers: number;
  /** Compressed. */
  readonly totalBytes: number;
  /** Layers that came from the cache. */
  readonly cached: number;
}

/** What reading layers needs. */
export interface LayerJobOptions {
  readonly detectors: readonly FileDetector[];
  readonly analyzerVersion: string;
  readonly limits: Limits;
  readonly cache?: LayerCache;
  /** Bytes that the results of all layers may take in memory, 400 MiB by default. */
  readonly heldBytes?: number;
  readonly onProgress?: (progress: InventoryProgress) => void;
}

/**
 * The largest honest images, 127 layers that each change a database of 3,000 packages, need
 * half of it. Each layer alone is within the limits; this is for an image that has hundreds of
 * layers at the limits.
 */
const DEFAULT_HELD_BYTES = 400 * 1024 * 1024;

/** What a package takes in memory, measured on Debian's. */
const PACKAGE_BYTES = 600;

/** The layers of one image, each different one once, and their results. */
export class LayerJobs {
  readonly #source: ImageSource;
  readonly #layers: readonly Descriptor[];
  readonly #options: LayerJobOptions;
  readonly #different: ReadonlyMap<string, Descriptor>;
  readonly #results = new Map<string, LayerResult>();
  readonly #totalBytes: number;
  #bytes = 0;
  #cachedBytes = 0;
  #cached = 0;
  #held = 0;

  /** @param layers Of the manifest, in its order. */
  constructor(source: ImageSource, layers: readonly Descriptor[], options: LayerJobOptions) {
    this.#source = source;
    this.#layers = layers;
    this.#options = options;
    this.#different = new Map(layers.map((layer) => [layer.digest, layer]));
    let totalBytes = 0;
    for (const { size } of this.#different.values()) totalBytes += size;
    this.#totalBytes = totalBytes;
  }

  /** Takes what the cache has. */
  async takeCached(): Promise<void> {
    const { cache } = this.#options;
    if (!cache) return;
    const take = async (layer: Descriptor): Promise<void> => {
      const result = await cachedLayer(cache, this.#key(layer));
      if (!result) return;
      this.#keep(layer, result);
      this.#cached++;
      this.#bytes += layer.size;
      this.#cachedBytes += layer.size;
    };
    await Promise.all([...this.#different.values()].map(take));
    this.#tell();
  }

  /** Jobs that read the layers without a result, the longest first. */
  waiting(): ((signal: AbortSignal) => Promise<void>)[] {
    const layers = [...this.#different.values()].filter(({ digest }) => !this.#results.has(digest));
    layers.sort((a, b) => b.size - a.size);
    return layers.map((layer) => (signal) => this.#read(layer, signal));
  }

  /** A result for each layer of the manifest, once all jobs are done. */
  results(): LayerResult[] {
    const results: LayerResult[] = [];
    for (const { digest } of this.#layers) {
      const result = this.#results.get(digest);
      if (result) results.push(result);
    }
    return results;
  }

  async #read(layer: Descriptor, signal: AbortSignal): Promise<void> {
    const { detectors, limits, cache } = this.#options;
    const scan = scanLayerBlob(this.#source, layer, {
      detectors,
      limits,
      signal,
      onBytes: (bytes) => {
        this.#bytes += bytes;
        this.#tell();
      },
    });
    const result = await scan.catch((error: unknown) => {
      throw this.#named(layer, error);
    });
    this.#keep(layer, result);
    this.#tell();
    await cacheLayer(cache, this.#key(layer), result);
  }

  #keep({ digest }: Descriptor, result: LayerResult): void {
    this.#held += heldBytesOf(result);
    if (this.#held > (this.#options.heldBytes ?? DEFAULT_HELD_BYTES)) {
      throw new PermanentError(
        "too-much-content",
        "The image's layers list more packages and files than are held in memory, and more than an honest image needs; it is not analysed. Make an image of fewer layers.",
      );
    }
    this.#results.set(digest, result);
  }

  /** Of the failures of a layer's content only those of its digest say which layer it is. */
  #named({ digest }: Descriptor, error: unknown): unknown {
    if (!(error instanceof PermanentError) || error.message.includes(digest)) return error;
    const number = this.#layers.findIndex((layer) => layer.digest === digest) + 1;
    return new PermanentError(
      error.code,
      `Layer ${number} of ${this.#layers.length} (${digest}): ${error.message}`,
      { cause: error },
    );
  }

  #key({ digest, mediaType }: Descriptor): LayerCacheKey {
    return { digest, mediaType, analyzerVersion: this.#options.analyzerVersion };
  }

  #tell(): void {
    this.#options.onProgress?.({
      layer: this.#results.size,
      layers: this.#different.size,
      bytes: this.#bytes,
      cachedBytes: this.#cachedBytes,
      totalBytes: this.#totalBytes,
      cached: this.#cached,
    });
  }
}

/** About what a layer's result takes in memory. */
function heldBytesOf({ files, links, hiding, folders, opaque }: LayerResult): number {
  let bytes = hiding.length + folders.length + opaque.length;
  for (const { path, packages } of files) bytes += path.length + packages.length * PACKAGE_BYTES;
  for (const { path, target } of links) bytes += path.length + target.length;
  return bytes;
}
