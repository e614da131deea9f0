import type { FileDetector, ParsedFile } from "../ecosystems/ecosystem.ts";
import { normalisePath } from "./entry-path.ts";
import { FoundFiles } from "./found-files.ts";
import { readFile, type ReadFile } from "./file-reading.ts";
import type { EntryHandler, EntrySink, LayerEntry } from "./layer-entry.ts";
import { isWantedLink, resolveLinks, type ResolvedLinks, type WantedLink } from "./layer-links.ts";
import { LAYER_RESULT_FORMAT, type LayerFile, type LayerResult } from "./layer-result.ts";
import { LayerWarnings } from "./layer-warnings.ts";
import type { Limits } from "./limits.ts";
import { PathHashList, pathHash, type PathHashSet } from "./path-hash.ts";
import { whiteoutOf } from "./whiteout.ts";

/**
 * Turns the entries of one layer, from a tar or from a folder on disk, into its result:
 * `entry` for each, then `unreadTargets` and `setLinked` where hard links ask for it,
 * then `finish`. What can't be read is a warning, never a failure.
 */
export class LayerScan implements EntryHandler {
  readonly #detectors: readonly FileDetector[];
  readonly #limits: Limits;
  readonly #found = new FoundFiles();
  readonly #links = new Map<string, WantedLink>();
  readonly #hiding = new PathHashList();
  readonly #folders = new PathHashList();
  readonly #opaque = new PathHashList();
  readonly #owned = new PathHashList();
  readonly #warnings: LayerWarnings;
  #entries = 0;
  #packages = 0;
  #fileWarnings = 0;
  #resolved: ResolvedLinks | undefined;
  #present: PathHashSet | undefined;
  /** One for all files: most of them are not even wanted. */
  readonly #onRead = (file: ReadFile): void => {
    this.#keep(file.entry.path, file);
  };

  /** @param detectors Each with an identifier of its own. */
  constructor(detectors: readonly FileDetector[], limits: Limits) {
    this.#detectors = detectors;
    this.#limits = limits;
    this.#warnings = new LayerWarnings(limits.warnings);
  }

  entry(entry: LayerEntry): EntrySink | undefined {
    this.#entries++;
    const { path, kind } = entry;
    if (path === "") return undefined;
    if (this.#isWhiteout(path)) return undefined;
    const hash = pathHash(path);
    if (kind === "directory") {
      this.#folders.add(hash);
      this.#found.replaceByFolder(path);
      this.#links.delete(path);
      return undefined;
    }
    this.#hiding.add(hash);
    this.#found.replace(path, hash);
    this.#links.delete(path);
    if (kind === "hardlink") this.#addLink(entry);
    if (kind !== "file" || this.#packages > this.#limits.packages) return undefined;
    return readFile(entry, this.#detectors, this.#limits, this.#onRead);
  }

  warn(code: string, message: string, path?: string): void {
    this.#warnings.add({ code, message, ...(path === undefined ? {} : { path }) });
  }

  /**
   * After the last entry: the paths of this layer that were not read and that wanted hard
   * links lead to, each with those links. Empty but for stores such as pnpm's.
   */
  unreadTargets(): ReadonlyMap<string, readonly WantedLink[]> {
    return this.#resolve().unread;
  }

  /** Gives the content of a link's target, read under the link's own path. */
  setLinked(path: string, file: ReadFile): void {
    this.#keep(path, file);
  }

  /** Tells that a link leads nowhere that could be read. */
  warnUnresolved(path: string): void {
    const message = `${path} is a hard link whose target could not be found; it was not read.`;
    this.warn("unresolved-link", message, path);
  }

  /** @param unpackedBytes Of the layer's tar or files. */
  finish(unpackedBytes: number): LayerResult {
    const { same, outside, loops } = this.#resolve();
    for (const { path, target, detector, parsed } of same) {
      const source = this.#found.get(target);
      if (!source || !this.#count(parsed)) continue;
      const warnings: ReadFile["warnings"] = [];
      const file = this.#found.get(path) ?? { entry: source.entry, parsed: new Map(), warnings };
      file.parsed.set(detector, parsed);
      this.#found.set(path, file);
    }
    for (const { path } of loops) this.warnUnresolved(path);
    const owned = this.#owned.toSet();
    const files: LayerFile[] = [];
    for (const [path, file] of this.#found.sorted()) {
      const isOwned = owned.has(pathHash(path));
      for (const warning of file.warnings) this.#warnings.add(warning);
      files.push(...layerFiles(path, file, isOwned));
    }
    return {
      format: LAYER_RESULT_FORMAT,
      unpackedBytes,
      entries: this.#entries,
      files,
      links: outside,
      hiding: this.#presentPaths().encode(),
      folders: this.#folders.toSet().encode(),
      opaque: this.#opaque.toSet().encode(),
      warnings: this.#warnings.list(),
    };
  }

  #isWhiteout(path: string): boolean {
    const whiteout = whiteoutOf(path);
    if (!whiteout) return false;
    if (whiteout.kind === "remove") this.#hiding.add(pathHash(whiteout.path));
    if (whiteout.kind === "opaque") this.#opaque.add(pathHash(whiteout.folder));
    return true;
  }

  #addLink(entry: LayerEntry): void {
    if (!isWantedLink(entry, this.#detectors)) return;
    const { path, mode } = entry;
    const target = normalisePath(entry.linkTarget);
    if (target === undefined) {
      const message = `${path} is a hard link that leads out of the image; it was not read.`;
      this.warn("path-traversal", message, path);
      return;
    }
    if (this.#links.size < this.#limits.links) this.#links.set(path, { path, target, mode });
    else
      this.#warnings.addOnce(
        "too-many-links",
        `A layer has more than ${this.#limits.links} hard links to packages; the others were not read.`,
      );
  }

  /** Files that tell nothing are not kept: there may be a million of them. */
  #keep(path: string, file: ReadFile): void {
    let tells = false;
    for (const parsed of file.parsed.values()) {
      if (!parsed) continue;
      this.#addOwned(parsed);
      if (!this.#count(parsed)) return;
      tells ||= (parsed.packages?.length ?? 0) > 0 || parsed.distribution !== undefined;
    }
    if (file.warnings.length > 0) {
      this.#fileWarnings++;
      tells ||= this.#fileWarnings <= this.#limits.warnings;
    }
    if (tells) this.#found.set(path, file);
  }

  /** @returns False when this file holds more packages than there may be in all. */
  #count(parsed: ParsedFile): boolean {
    this.#packages += parsed.packages?.length ?? 0;
    if (this.#packages <= this.#limits.packages) return true;
    const message = `A layer has more than ${this.#limits.packages} packages; the others were not read.`;
    this.#warnings.addOnce("too-many-packages", message);
    return false;
  }

  #addOwned(parsed: ParsedFile): void {
    for (const path of parsed.ownedPaths ?? []) {
      if (this.#owned.size < this.#limits.ownedPaths) {
        this.#owned.add(pathHash(path));
        continue;
      }
      this.#warnings.addOnce(
        "too-many-owned-paths",
        `The distribution's packages own more than ${this.#limits.ownedPaths} paths; some packages may be listed twice.`,
      );
      return;
    }
  }

  #resolve(): ResolvedLinks {
    if (this.#resolved) return this.#resolved;
    this.#found.settle();
    this.#resolved =
      this.#links.size === 0
        ? { same: [], unread: new Map(), outside: [], loops: [] }
        : resolveLinks(this.#links, this.#found, this.#presentPaths(), this.#detectors);
    return this.#resolved;
  }

  #presentPaths(): PathHashSet {
    this.#present ??= this.#hiding.toSet();
    return this.#present;
  }
}

function layerFiles(path: string, file: ReadFile, isOwned: boolean): LayerFile[] {
  const files: LayerFile[] = [];
  for (const [detector, parsed] of file.parsed) {
    const { packages = [], distribution } = parsed ?? {};
    if (packages.length === 0 && !distribution) continue;
    files.push({
      path,
      detector,
      packages,
      ...(distribution ? { distribution } : {}),
      ...(isOwned ? { owned: true } : {}),
    });
  }
  return files.sort((a, b) => (a.detector < b.detector ? -1 : 1));
}
