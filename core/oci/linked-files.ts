import type { FileDetector } from "../ecosystems/ecosystem.ts";
import { baseName, normalisePath } from "./entry-path.ts";
import { readFile } from "./file-reading.ts";
import type { LayerScan } from "./layer.ts";
import type { EntryHandler, EntrySink, LayerEntry } from "./layer-entry.ts";
import type { WantedLink } from "./layer-links.ts";
import type { Limits } from "./limits.ts";

/**
 * Reads, in a further pass of a layer, the files that wanted hard links lead to: a package
 * manager's store has the content under names that tell nothing.
 */
export class LinkedFiles implements EntryHandler {
  readonly #targets: ReadonlyMap<string, readonly WantedLink[]>;
  readonly #detectors: readonly FileDetector[];
  readonly #limits: Limits;
  readonly #scan: LayerScan;
  readonly #seen = new Set<string>();
  readonly #next = new Map<string, WantedLink[]>();

  /** @param targets Paths to read, each with the links that lead there. */
  constructor(
    targets: ReadonlyMap<string, readonly WantedLink[]>,
    detectors: readonly FileDetector[],
    limits: Limits,
    scan: LayerScan,
  ) {
    this.#targets = targets;
    this.#detectors = detectors;
    this.#limits = limits;
    this.#scan = scan;
  }

  entry(entry: LayerEntry): EntrySink | undefined {
    const links = this.#targets.get(entry.path);
    if (!links) return undefined;
    if (entry.kind === "hardlink") this.#follow(entry, links);
    return entry.kind === "file" ? this.#read(entry, links) : undefined;
  }

  /** The first pass has told. */
  warn(): void {
    return;
  }

  /** @returns Targets of another pass: of links that lead to links. */
  finish(): ReadonlyMap<string, readonly WantedLink[]> {
    for (const [target, links] of this.#targets) {
      if (this.#seen.has(target)) continue;
      for (const { path } of links) this.#scan.warnUnresolved(path);
    }
    return this.#next;
  }

  #follow(entry: LayerEntry, links: readonly WantedLink[]): void {
    const target = normalisePath(entry.linkTarget);
    if (target === undefined || this.#seen.has(entry.path)) return;
    this.#seen.add(entry.path);
    const others = this.#next.get(target);
    if (others) for (const link of links) others.push(link);
    else this.#next.set(target, [...links]);
  }

  /** Links of one name tell the same. A file under several wanted names is read for the first. */
  #read(entry: LayerEntry, links: readonly WantedLink[]): EntrySink | undefined {
    const [first] = links;
    if (!first) return undefined;
    const isFirstTime = !this.#seen.has(entry.path);
    this.#seen.add(entry.path);
    const { size, mode } = entry;
    return readFile({ path: first.path, size, mode }, this.#detectors, this.#limits, (file) => {
      for (const { path } of links) {
        if (baseName(path) === baseName(first.path)) {
          const parsed = new Map(file.parsed);
          this.#scan.setLinked(path, { ...file, parsed });
        } else if (isFirstTime) {
          this.#scan.warnUnresolved(path);
        }
      }
    });
  }
}
