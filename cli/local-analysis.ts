import { createFileLayerCache } from "../adapters/files/layer-cache.ts";
import { openArchive } from "../adapters/files/open-archive.ts";
import { openOciLayout } from "../adapters/files/oci-layout.ts";
import { scanFolder } from "../adapters/files/scan-folder.ts";
import { readDockerCredentials } from "../adapters/registry/docker-credentials.ts";
import { openRegistry } from "../adapters/registry/open-registry.ts";
import { openAdvisoryDirectory } from "../adapters/sqlite/advisory-directory.ts";
import { ensureStarterAdvisories } from "../adapters/sqlite/starter-advisories.ts";
import type { Inventory } from "../core/contract/inventory.ts";
import { ANALYZER_VERSION } from "../core/ecosystems/analyzer-version.ts";
import { detectors, ecosystems } from "../core/ecosystems/index.ts";
import { matchInventory } from "../core/findings/match.ts";
import { buildInventory, folderInventory } from "../core/images/inventory.ts";
import type { ImageSource } from "../core/oci/image-source.ts";
import { DEFAULT_LIMITS } from "../core/oci/limits.ts";
import { parseReference, referenceTarget } from "../core/oci/reference.ts";
import { resolveImage } from "../core/oci/resolve.ts";
import type { Analysis } from "./analysis.ts";
import { isLoopbackRegistry } from "./loopback-registry.ts";
import type { CommandOptions } from "./commands/command-options.ts";
import type { Target } from "./target.ts";
import type { Output } from "./terminal/output.ts";
import { formatBytes } from "./terminal/overview.ts";

/** Folders and machine of the user. */
export interface LocalSettings {
  /** Kept between runs: layer results, and the starter set's databases. */
  readonly cacheDirectory: string;
  /** Databases that `npm run advisories` made; used where they exist. */
  readonly advisoryDirectory: string;
  /** Of docker's configuration. */
  readonly dockerDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** As images name it: `amd64`, `arm64`. */
  readonly architecture: string;
  readonly now: () => Date;
}

/** Analyses a target on this machine, without any service. */
export async function analyseLocally(
  target: Target,
  options: CommandOptions,
  settings: LocalSettings,
  output: Output,
): Promise<Analysis> {
  const inventory = await readInventory(target, options, settings, output);
  output.progress("matching against advisories …");
  const directory = options.advisories ?? settings.advisoryDirectory;
  if (options.advisories === undefined) await ensureStarterAdvisories(directory, settings.now);
  const report = await matchInventory(inventory, openAdvisoryDirectory(directory), {
    ecosystems,
    matchedAt: settings.now().toISOString(),
  });
  return { name: nameOf(target), inventory, report };
}

function nameOf(target: Target): string {
  if (target.kind === "image" || target.kind === "registry") return target.reference;
  const tag = target.kind === "fs" || target.name === undefined ? "" : `:${target.name}`;
  return `${target.kind}://${target.path}${tag}`;
}

async function readInventory(
  target: Target,
  options: CommandOptions,
  settings: LocalSettings,
  output: Output,
): Promise<Inventory> {
  const rules = { ecosystems, analyzerVersion: ANALYZER_VERSION };
  if (target.kind === "fs") {
    output.progress(`reading ${target.path} …`);
    const result = await scanFolder(target.path, { detectors, limits: DEFAULT_LIMITS });
    return folderInventory(result, rules);
  }
  const { source, reference, close } = await openSource(target, settings);
  try {
    const { manifest } = await resolveImage(source, reference, {
      preferredArchitecture: settings.architecture,
      ...(options.platform === undefined ? {} : { wanted: options.platform }),
    });
    return await buildInventory(source, manifest, {
      ...rules,
      detectors,
      ...(options.cache
        ? { cache: createFileLayerCache(`${settings.cacheDirectory}/layers`) }
        : {}),
      onProgress: ({ bytes, totalBytes }) => {
        output.progress(`reading ${formatBytes(bytes)} of ${formatBytes(totalBytes)} …`);
      },
    });
  } finally {
    await close();
  }
}

interface OpenedSource {
  readonly source: ImageSource;
  readonly reference: string;
  readonly close: () => Promise<void>;
}

async function openSource(
  target: Exclude<Target, { kind: "fs" }>,
  settings: LocalSettings,
): Promise<OpenedSource> {
  if (target.kind === "oci-dir" || target.kind === "archive") {
    const open = target.kind === "archive" ? openArchive : openOciLayout;
    const source = await open(target.path);
    return {
      source,
      reference: target.name ?? source.defaultReference(),
      close: () => source.close(),
    };
  }
  const reference = parseReference(target.reference);
  const source = openRegistry({
    registry: reference.registry,
    repository: reference.repository,
    plainHttp: isLoopbackRegistry(reference.registry),
    credentials: () =>
      readDockerCredentials(settings.dockerDirectory, reference.registry, settings.environment),
  });
  return { source, reference: referenceTarget(reference), close: () => source.close() };
}
