import type { AnalysisWarning, Distribution, InventoryPackage } from "../contract/inventory.ts";
import type { Ecosystem, ParsedPackage } from "../ecosystems/ecosystem.ts";
import type { Overlay, OverlayFile } from "../oci/overlay.ts";

/** Where os-release may stand, the one that holds first: os-release(5). */
const OS_RELEASE_PATHS = ["etc/os-release", "usr/lib/os-release"];

/** Places of one package that are kept: thousands of copies of one tell no more. */
const MAX_LOCATIONS = 1000;

/** A package while its locations are gathered. */
type GatheredPackage = InventoryPackage & {
  readonly locations: { readonly path: string; readonly layer: number }[];
};

/** The distribution of the final tree, if it says one. */
export function distributionOf({ files }: Overlay): Distribution | undefined {
  const telling = files.filter(({ file }) => file.distribution !== undefined);
  for (const path of OS_RELEASE_PATHS) {
    const found = telling.find(({ file }) => file.path === path);
    if (found) return found.file.distribution;
  }
  return telling[0]?.file.distribution;
}

/**
 * The packages of the final tree, sorted by purl, each once. What the distribution's
 * packages own is theirs and not listed again.
 */
export function packagesOf(
  overlay: Overlay,
  ecosystems: readonly Ecosystem[],
  distribution: Distribution | undefined,
): { packages: InventoryPackage[]; warnings: AnalysisWarning[] } {
  const byId = new Map(ecosystems.map((ecosystem) => [ecosystem.id, ecosystem]));
  const gathered = new Map<string, GatheredPackage>();
  const warnings: AnalysisWarning[] = [];
  for (const overlayFile of overlay.files) {
    const { file, layer } = overlayFile;
    const ecosystem = byId.get(file.detector);
    if (!ecosystem || (file.owned && !ecosystem.distribution)) continue;
    for (const [index, parsed] of file.packages.entries()) {
      const location = {
        path: parsed.innerPath === undefined ? file.path : `${file.path}!/${parsed.innerPath}`,
        layer: layerOf(overlayFile, index, ecosystem),
      };
      try {
        gather(gathered, ecosystem, ecosystem.toPurl(parsed, distribution), parsed, location);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const message = `A package in ${location.path} has no valid package URL: ${reason}`;
        warnings.push({ code: "malformed-package", message, path: file.path, layer });
      }
    }
  }
  const packages = [...gathered.values()].sort((a, b) => compareText(a.purl, b.purl));
  for (const { locations } of packages) {
    locations.sort((a, b) => a.layer - b.layer || compareText(a.path, b.path));
    locations.splice(MAX_LOCATIONS);
  }
  return { packages, warnings };
}

/** A database lists all packages again in each layer that changes it; a file tells its own. */
function layerOf(
  { layer, packageLayers }: OverlayFile,
  index: number,
  ecosystem: Ecosystem,
): number {
  return ecosystem.attribution === "database" ? (packageLayers[index] ?? layer) : layer;
}

function gather(
  gathered: Map<string, GatheredPackage>,
  ecosystem: Ecosystem,
  purl: string,
  parsed: ParsedPackage,
  location: GatheredPackage["locations"][number],
): void {
  const known = gathered.get(purl);
  if (known) {
    known.locations.push(location);
    return;
  }
  const { namespace, name, version, architecture, sourceName, sourceVersion, licenses } = parsed;
  gathered.set(purl, {
    purl,
    ecosystem: ecosystem.id,
    type: ecosystem.packageType,
    ...(namespace !== undefined && { namespace }),
    name,
    version,
    ...(architecture !== undefined && { architecture }),
    ...(sourceName !== undefined && { sourceName }),
    ...(sourceVersion !== undefined && { sourceVersion }),
    ...(licenses !== undefined && { licenses: [...licenses] }),
    locations: [location],
  });
}

/** By UTF-16 codes: the same on every machine. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
