import type { FileDetector } from "../ecosystems/ecosystem.ts";
import { readVerified } from "./blob.ts";
import type { Descriptor, ImageSource } from "./image-source.ts";
import { LayerScan } from "./layer.ts";
import type { EntryHandler } from "./layer-entry.ts";
import type { LayerResult } from "./layer-result.ts";
import { LayerUnpacking } from "./layer-unpacking.ts";
import type { Limits } from "./limits.ts";
import { LinkedFiles } from "./linked-files.ts";
import type { TarEntry } from "./tar.ts";

/** How layers are to be read. */
export interface LayerReading {
  readonly detectors: readonly FileDetector[];
  readonly limits: Limits;
  readonly signal?: AbortSignal;
  /** Called with the number of stored bytes of each piece that came. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Reads a layer in one pass, and again for the rare hard links to files that nobody wanted
 * under their own names. The result comes only after the whole blob was verified.
 * @throws PermanentError `digest-mismatch`, `size-mismatch`, `truncated`, `corrupt-gzip`,
 * `corrupt-zstd`, `corrupt-tar`, `truncated-tar`, `bomb`, `too-many-entries`, and the source's own
 */
export async function scanLayerBlob(
  source: ImageSource,
  layer: Descriptor,
  reading: LayerReading,
): Promise<LayerResult> {
  const { detectors, limits } = reading;
  const scan = new LayerScan(detectors, limits);
  const unpackedBytes = await walkLayer(source, layer, scan, reading);
  let targets = scan.unreadTargets();
  for (let pass = 0; pass < limits.linkPasses && targets.size > 0; pass++) {
    const linked = new LinkedFiles(targets, detectors, limits, scan);
    await walkLayer(source, layer, linked, { ...reading, onBytes: () => undefined });
    targets = linked.finish();
  }
  for (const links of targets.values()) for (const { path } of links) scan.warnUnresolved(path);
  return scan.finish(unpackedBytes);
}

/** @returns Bytes of the tar archive. */
async function walkLayer(
  source: ImageSource,
  layer: Descriptor,
  handler: EntryHandler<TarEntry>,
  { limits, signal, onBytes }: LayerReading,
): Promise<number> {
  signal?.throwIfAborted();
  const blob = await source.readBlob(layer, signal);
  const unpacking = new LayerUnpacking(handler, layer.mediaType, limits);
  try {
    await readVerified(
      blob,
      layer,
      (chunk) => {
        onBytes?.(chunk.length);
        return unpacking.write(chunk);
      },
      signal,
    );
    await unpacking.end();
    return unpacking.unpackedBytes;
  } finally {
    unpacking.destroy();
  }
}
