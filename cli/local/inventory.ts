import { createFileLayerCache } from "../../adapters/files/layer-cache.ts";
import { scanFolder } from "../../adapters/files/scan-folder.ts";
import { ANALYZER_VERSION } from "../../core/ecosystems/analyzer-version.ts";
import { detectors, ecosystems } from "../../core/ecosystems/index.ts";
import { PermanentError } from "../../core/errors.ts";
import { folderInventory, inventoryOfImage } from "../../core/images/inventory.ts";
import { DEFAULT_LIMITS } from "../../core/oci/limits.ts";
import { resolveImage } from "../../core/oci/resolve.ts";
import type { EngineOptions, Inspection } from "../engine.ts";
import type { Target } from "../target.ts";
import { formatBytes } from "../terminal/bytes.ts";
import { plural } from "../terminal/plural.ts";
import { checkFolder } from "./image-place.ts";
import { openSource } from "./open-source.ts";
import { requirePlatform } from "./require-platform.ts";
import type { LocalSettings } from "./settings.ts";

const rules = { ecosystems, analyzerVersion: ANALYZER_VERSION };

/**
 * Lists the packages of a target on this machine, without any service.
 * @throws PermanentError and TransientError of the source and of the image
 */
export async function inspectLocally(
  target: Target,
  options: EngineOptions,
  settings: LocalSettings,
): Promise<Inspection> {
  const analyzedAt = settings.now().toISOString();
  if (target.kind === "fs") return inspectFolder(target.path, options, analyzedAt);
  const { signal, notes, platform } = options;
  const { source, reference, name, repository, close } = await openSource(target, settings);
  try {
    notes.progress(`looking for ${name} …`);
    const choice = {
      preferredArchitecture: settings.architecture,
      ...(platform === undefined ? {} : { wanted: platform }),
    };
    const resolved = await resolveImage(source, reference, choice, signal);
    if (platform !== undefined) await requirePlatform(source, resolved, platform, name, signal);
    const inventory = await inventoryOfImage(source, resolved.image, resolved.manifest.digest, {
      ...rules,
      detectors,
      signal,
      ...(options.cache ? { cache: createFileLayerCache(settings.cacheDirectory) } : {}),
      onProgress: ({ bytes, totalBytes, layer, layers }) => {
        const read = `${formatBytes(bytes)} of ${formatBytes(totalBytes)}`;
        notes.progress(`reading ${read}, ${layer} of ${plural(layers, "layer")} done …`);
      },
    });
    return {
      name,
      origin: "local",
      ...(repository === undefined ? {} : { repository }),
      analyzedAt,
      inventory,
    };
  } finally {
    await close();
  }
}

async function inspectFolder(
  path: string,
  { signal, notes, platform }: EngineOptions,
  analyzedAt: string,
): Promise<Inspection> {
  if (platform !== undefined) {
    throw new PermanentError(
      "invalid-target",
      "A folder has no platform. Leave out --platform with fs://.",
    );
  }
  await checkFolder(path);
  let bytes = 0;
  const result = await scanFolder(path, {
    detectors,
    limits: DEFAULT_LIMITS,
    signal,
    onBytes: (more) => {
      bytes += more;
      notes.progress(`reading ${path}: ${formatBytes(bytes)} …`);
    },
  });
  const inventory = folderInventory(result, rules);
  return { name: `fs://${path}`, origin: "local", analyzedAt, inventory };
}
