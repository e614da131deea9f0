import type { FileDetector, FileEntry, ParsedFile } from "../ecosystems/ecosystem.ts";
import { baseName } from "./entry-path.ts";
import type { FoundFiles } from "./found-files.ts";
import type { LayerEntry } from "./layer-entry.ts";
import type { LayerLink } from "./layer-result.ts";
import { pathHash, type PathHashSet } from "./path-hash.ts";

/**
 * A size that every detector of the kind accepts: the header of a hard link does not
 * tell the size of what it links to.
 */
const PLAUSIBLE_BYTES = 1 << 20;

/** Links that are followed from one to the next: as Linux follows symbolic ones. */
const MAX_HOPS = 40;

/** A hard link at a path that some detector wants. */
export interface WantedLink {
  readonly path: string;
  /** Normalised. */
  readonly target: string;
  readonly mode: number;
}

/** How the wanted hard links of a layer were resolved. */
export interface ResolvedLinks {
  /** The target was read for itself, and tells the same under the link's path. */
  readonly same: readonly {
    readonly path: string;
    readonly target: string;
    readonly detector: string;
    readonly parsed: ParsedFile;
  }[];
  /** By target: links for whose sake it must be read. */
  readonly unread: ReadonlyMap<string, readonly WantedLink[]>;
  /** The target is not in this layer. */
  readonly outside: readonly LayerLink[];
  /** Links that lead in a circle, or on and on. */
  readonly loops: readonly WantedLink[];
}

/** Whether some detector would want a file at the path of this hard link. */
export function isWantedLink(entry: LayerEntry, detectors: readonly FileDetector[]): boolean {
  const { path, mode } = entry;
  return detectors.some((detector) => detector.wants({ path, mode, size: PLAUSIBLE_BYTES }));
}

/**
 * Finds what wanted hard links stand for, after all entries of the layer came by.
 * @param present The paths of the layer that are no folders.
 */
export function resolveLinks(
  links: ReadonlyMap<string, WantedLink>,
  found: FoundFiles,
  present: PathHashSet,
  detectors: readonly FileDetector[],
): ResolvedLinks {
  const same: ResolvedLinks["same"][number][] = [];
  const unread = new Map<string, WantedLink[]>();
  const outside: LayerLink[] = [];
  const loops: WantedLink[] = [];
  for (const link of links.values()) {
    const target = followLinks(link, links);
    if (target === undefined) {
      loops.push(link);
      continue;
    }
    const { path, mode } = link;
    const source = found.get(target);
    const size = source?.entry.size ?? PLAUSIBLE_BYTES;
    const wanted = wanting({ path, mode, size }, detectors);
    if (!present.has(pathHash(target))) {
      outside.push({ path, target, detectors: wanted.map(({ id }) => id) });
      continue;
    }
    for (const detector of wanted) {
      const parsed = source?.parsed.get(detector.id);
      if (parsed && baseName(path) === baseName(target)) {
        same.push({ path, target, detector: detector.id, parsed });
      } else if (parsed || !wasRead(target, mode, size, detector)) {
        const others = unread.get(target);
        if (others) others.push(link);
        else unread.set(target, [link]);
        break;
      }
    }
  }
  return { same, unread, outside, loops };
}

/** A detector that wants the target for itself has read it, or found it too small or too large. */
function wasRead(target: string, mode: number, size: number, detector: FileDetector): boolean {
  return detector.wants({ path: target, mode, size }) !== undefined;
}

function wanting(entry: FileEntry, detectors: readonly FileDetector[]): FileDetector[] {
  return detectors.filter((detector) => detector.wants(entry) !== undefined);
}

/** Links to links lead to the file in the end; undefined: they lead in a circle, or on and on. */
function followLinks(link: WantedLink, links: ReadonlyMap<string, WantedLink>): string | undefined {
  let { target } = link;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const next = links.get(target);
    if (!next) return target;
    target = next.target;
  }
  return undefined;
}
