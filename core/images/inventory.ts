import type { Inventory, InventoryLayer, InventoryPackage } from "../contract/inventory.ts";
import type { Ecosystem, FileDetector } from "../ecosystems/ecosystem.ts";
import { PermanentError, UnsupportedError } from "../errors.ts";
import type { ImageManifest } from "../oci/artifact.ts";
import { readWholeBlob } from "../oci/blob.ts";
import type { ImageSource, StoredManifest } from "../oci/image-source.ts";
import type { LayerResult } from "../oci/layer-result.ts";
import { DEFAULT_LIMITS, type Limits } from "../oci/limits.ts";
import { classifyManifest } from "../oci/manifest.ts";
import { overlayLayers } from "../oci/overlay.ts";
import { readImageConfig, type ImageConfigFacts } from "./image-config.ts";
import { distributionOf, packagesOf } from "./inventory-packages.ts";
import type { LayerCache } from "./layer-cache.ts";
import { LayerJobs, type InventoryProgress } from "./layer-jobs.ts";
import { sideBySide } from "./side-by-side.ts";

/** What the packages of a tree are made by. */
export interface InventoryRules {
  readonly ecosystems: readonly Ecosystem[];
  readonly analyzerVersion: string;
  readonly limits?: Limits;
}

/** How an image is read. */
export interface InventoryOptions extends InventoryRules {
  /** All of them: those of the ecosystems, and os-release. */
  readonly detectors: readonly FileDetector[];
  readonly cache?: LayerCache;
  /** Bytes that the results of all layers may take in memory, 400 MiB by default. */
  readonly heldBytes?: number;
  /** Blobs that are read at a time, 4 by default. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: InventoryProgress) => void;
}

/** As many as Node.js's thread pool unpacks at a time. */
const DEFAULT_CONCURRENCY = 4;

/**
 * Makes the inventory of an image by its manifest.
 * @throws UnsupportedError `not-an-image`, `foreign-layer`, `schema-1`, …
 * @throws PermanentError when manifest, config or a layer can't be read
 * @throws TransientError of the source
 */
export async function buildInventory(
  source: ImageSource,
  stored: StoredManifest,
  options: InventoryOptions,
): Promise<Inventory> {
  const artifact = classifyManifest(stored);
  if (artifact.kind === "image") {
    return inventoryOfImage(source, artifact, stored.digest, options);
  }
  throw new UnsupportedError(
    "not-an-image",
    `${stored.digest} is no container image but of the kind "${artifact.kind}": it has no packages to list.`,
  );
}

/**
 * Makes the inventory of an image whose manifest is already understood. Config and layers
 * are read side by side, the longest first; a failure ends all of it.
 * @param digest Of the manifest.
 */
export async function inventoryOfImage(
  source: ImageSource,
  manifest: ImageManifest,
  digest: string,
  options: InventoryOptions,
): Promise<Inventory> {
  const limits = options.limits ?? DEFAULT_LIMITS;
  if (manifest.layers.length > limits.layers) throw tooManyLayers(manifest, limits);
  const jobs = new LayerJobs(source, manifest.layers, { ...options, limits });
  let config: ImageConfigFacts | undefined;
  const readConfig = async (signal: AbortSignal): Promise<void> => {
    const blob = await source.readBlob(manifest.config, signal);
    const bytes = await readWholeBlob(blob, manifest.config, limits.configBytes, signal);
    config = readImageConfig(bytes, manifest.layers.length);
  };
  await jobs.takeCached();
  await sideBySide(
    [readConfig, ...jobs.waiting()],
    options.concurrency ?? DEFAULT_CONCURRENCY,
    options.signal,
  );
  return imageInventory(manifest, digest, config, jobs.results(), options);
}

/**
 * Makes the inventory of a plain folder, which was scanned as one layer. It has no layers:
 * all locations are in layer 0.
 */
export function folderInventory(result: LayerResult, rules: InventoryRules): Inventory {
  const { distribution, packages, warnings } = contentOf([result], rules);
  return {
    schemaVersion: 1,
    analyzerVersion: rules.analyzerVersion,
    ...(distribution && { distribution }),
    size: result.unpackedBytes,
    layers: [],
    packages,
    warnings,
  };
}

function imageInventory(
  manifest: ImageManifest,
  digest: string,
  config: ImageConfigFacts | undefined,
  results: readonly LayerResult[],
  rules: InventoryRules,
): Inventory {
  const { distribution, packages, warnings } = contentOf(results, rules);
  const counts = countByLayer(packages, manifest.layers.length);
  const layers = manifest.layers.map((layer, index): InventoryLayer => {
    const diffId = config?.diffIds[index];
    const createdBy = config?.createdBy[index];
    return {
      digest: layer.digest,
      ...(diffId !== undefined && { diffId }),
      mediaType: layer.mediaType,
      size: layer.size,
      ...(createdBy !== undefined && { createdBy }),
      packageCount: counts[index] ?? 0,
    };
  });
  return {
    schemaVersion: 1,
    analyzerVersion: rules.analyzerVersion,
    digest,
    ...(config?.platform && { platform: config.platform }),
    ...(distribution && { distribution }),
    ...(config && { config: config.summary }),
    size: layers.reduce((sum, { size }) => sum + size, 0),
    layers,
    packages,
    warnings,
  };
}

function contentOf(
  results: readonly LayerResult[],
  { ecosystems, limits = DEFAULT_LIMITS }: InventoryRules,
): Pick<Inventory, "distribution" | "packages" | "warnings"> {
  const overlay = overlayLayers(results, limits.packages);
  const distribution = distributionOf(overlay);
  const { packages, warnings } = packagesOf(overlay, ecosystems, distribution);
  const all = [...overlay.warnings, ...warnings];
  return { distribution, packages, warnings: all.slice(0, limits.warnings) };
}

function countByLayer(packages: readonly InventoryPackage[], layers: number): number[] {
  const counts = new Array<number>(layers).fill(0);
  for (const { locations } of packages) {
    const layer = locations[0]?.layer ?? 0;
    counts[layer] = (counts[layer] ?? 0) + 1;
  }
  return counts;
}

function tooManyLayers({ layers }: ImageManifest, limits: Limits): PermanentError {
  return new PermanentError(
    "too-many-layers",
    `The image has ${layers.length} layers; no container runtime takes more than 127, and at most ${limits.layers} are analysed.`,
  );
}
