import type { LayerFile, LayerLink, LayerResult, LayerWarning } from "./layer-result.ts";
import { decodePathHashes, type PathHashSet } from "./path-hash.ts";
import { PathTree, type PathNode } from "./path-tree.ts";

/** A file of the final tree, and what it tells. */
export interface OverlayFile {
  readonly file: LayerFile;
  /** Index of the layer that holds it. */
  readonly layer: number;
  /** Of each package, the layer from which on every version of this file lists it. */
  readonly packageLayers: readonly number[];
}

/** A warning with its layer. */
export interface OverlayWarning extends LayerWarning {
  readonly layer: number;
}

/** What is left when all layers lie on each other. */
export interface Overlay {
  /** By path, then detector. */
  readonly files: readonly OverlayFile[];
  readonly warnings: readonly OverlayWarning[];
}

interface Place {
  readonly node: PathNode;
  readonly files: OverlayFile[];
  readonly warnings: OverlayWarning[];
}

/** What a layer hides of those below it. */
interface Hiding {
  readonly layer: number;
  readonly hiding: PathHashSet;
  readonly folders: PathHashSet;
  readonly opaque: PathHashSet;
}

/**
 * Lays the layers of an image on each other, the lowest first (image-spec layer.md,
 * "Applying Changesets"): what a layer hides goes, then its own files come.
 * @param maxPackages Bounds what hard links to lower layers may multiply.
 */
export function overlayLayers(layers: readonly LayerResult[], maxPackages: number): Overlay {
  const tree = new PathTree();
  const places = new Map<string, Place>();
  const general: OverlayWarning[] = [];
  let linkedPackages = 0;
  for (const [layer, result] of layers.entries()) {
    const before = hide(places, result, layer);
    for (const file of result.files) put(tree, places, file, layer, before.get(file.path));
    for (const warning of result.warnings) {
      const placed = { ...warning, layer };
      if (warning.path === undefined) general.push(placed);
      else placeOf(tree, places, warning.path).warnings.push(placed);
    }
    for (const link of result.links) {
      const files = linkedFiles(link, places);
      for (const { packages } of files) linkedPackages += packages.length;
      const isTooMuch = linkedPackages > maxPackages;
      if (files.length === 0 || isTooMuch) {
        placeOf(tree, places, link.path).warnings.push(unresolved(link, layer));
        continue;
      }
      for (const file of files) put(tree, places, file, layer, undefined);
    }
  }
  const sorted = [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
  return {
    files: sorted.flatMap((place) => place.files),
    warnings: [...general, ...sorted.flatMap((place) => place.warnings)],
  };
}

/** Removes what a layer hides. @returns What was at the paths of its own files. */
function hide(
  places: Map<string, Place>,
  result: LayerResult,
  layer: number,
): Map<string, readonly OverlayFile[]> {
  const before = new Map<string, readonly OverlayFile[]>();
  if (places.size === 0) return before;
  for (const { path } of result.files) {
    const place = places.get(path);
    if (place) before.set(path, place.files);
  }
  const sets: Hiding = {
    layer,
    hiding: decodePathHashes(result.hiding),
    folders: decodePathHashes(result.folders),
    opaque: decodePathHashes(result.opaque),
  };
  for (const [path, { node }] of places) {
    if (isHiddenAt(node, sets) || sets.folders.has(node.hash)) places.delete(path);
  }
  return before;
}

/** Whether this path, or a folder above it, is hidden. */
function isHiddenAt(node: PathNode, sets: Hiding): boolean {
  if (node.checkedLayer === sets.layer) return node.isHidden;
  const { parent } = node;
  node.checkedLayer = sets.layer;
  node.isHidden =
    sets.hiding.has(node.hash) ||
    (parent !== undefined && (sets.opaque.has(parent.hash) || isHiddenAt(parent, sets)));
  return node.isHidden;
}

function put(
  tree: PathTree,
  places: Map<string, Place>,
  file: LayerFile,
  layer: number,
  before: readonly OverlayFile[] | undefined,
): void {
  const older = before?.find((other) => other.file.detector === file.detector);
  const inherits = older?.file.owned === true && !file.owned && tellSame(older.file, file);
  placeOf(tree, places, file.path).files.push({
    file: inherits ? { ...file, owned: true } : file,
    layer,
    packageLayers: older ? continuedLayers(file, older, layer) : file.packages.map(() => layer),
  });
}

/** A package that the older version of the file lists too stays with the layer where it came. */
function continuedLayers(file: LayerFile, older: OverlayFile, layer: number): number[] {
  const layers = new Map(
    older.file.packages.map((pkg, index) => [identity(pkg), older.packageLayers[index] ?? layer]),
  );
  return file.packages.map((pkg) => layers.get(identity(pkg)) ?? layer);
}

/** An owned file that `chown -R` copied to a higher layer is still the distribution's. */
function tellSame(a: LayerFile, b: LayerFile): boolean {
  if (a.packages.length !== b.packages.length) return false;
  const known = new Set(a.packages.map(identity));
  return b.packages.every((pkg) => known.has(identity(pkg)));
}

function identity(pkg: LayerFile["packages"][number]): string {
  const { namespace, name, version, architecture, innerPath } = pkg;
  return [namespace, name, version, architecture, innerPath].join("\0");
}

function placeOf(tree: PathTree, places: Map<string, Place>, path: string): Place {
  const known = places.get(path);
  if (known) return known;
  const place: Place = { node: tree.fileNode(path), files: [], warnings: [] };
  places.set(path, place);
  return place;
}

function linkedFiles(link: LayerLink, places: ReadonlyMap<string, Place>): LayerFile[] {
  const files = places.get(link.target)?.files ?? [];
  return files
    .filter(({ file }) => link.detectors.includes(file.detector))
    .map(({ file }) => ({ ...file, path: link.path }));
}

function unresolved(link: LayerLink, layer: number): OverlayWarning {
  return {
    code: "unresolved-link",
    message: `${link.path} is a hard link to ${link.target}, which could not be read as a package.`,
    path: link.path,
    layer,
  };
}
