import type { Retention } from "../contract/retention.ts";
import { isImageLike, isLater, isListedIndex } from "./latest-image.ts";
import type { ListedImage } from "./registry-access.ts";
import { cutoffOf } from "./retention.ts";

/** What a comparison keeps of a listed manifest: a registry may list a hundred thousand. */
export interface ListedEntry {
  readonly digest: string;
  /** Sorted. */
  readonly tags: readonly string[];
  /** Milliseconds; 0 where the registry does not say. */
  readonly pushedAt: number;
  /** An image or index that has a tag and can be pulled: what pushes are of. */
  readonly isImage: boolean;
  readonly isIndex: boolean;
}

/** A repository, as its registry lists it. */
export interface RepositoryContents {
  /** By digest. With `since`: only images that were pushed since, and the latest one. */
  readonly entries: readonly ListedEntry[];
  /** How many manifests were listed. */
  readonly listed: number;
  /** Digest of the image that was pushed last. */
  readonly latest: string | undefined;
  /** Milliseconds: what was pushed before is not kept. */
  readonly cutoff: number;
  /** Indexes that are kept, and with them their images, which are pushed before them. */
  readonly keptIndexes: ReadonlySet<string>;
}

/** Which of it is wanted. */
export interface ContentsOptions {
  readonly retention: Retention | undefined;
  readonly now: Date;
  /** ISO 8601. */
  readonly since?: string | undefined;
}

/** Reads the whole list of a repository. @param pages In any order. */
export async function readContents(
  pages: AsyncIterable<readonly ListedImage[]>,
  { retention, now, since }: ContentsOptions,
): Promise<RepositoryContents> {
  const sinceTime = since === undefined ? -Infinity : Date.parse(since);
  const entries: ListedEntry[] = [];
  const tagged: number[] = [];
  const untagged: number[] = [];
  let latest: ListedImage | undefined;
  let latestTime = -Infinity;
  let listed = 0;
  for await (const page of pages) {
    listed += page.length;
    for (const image of page) {
      const entry = entryOf(image);
      if (isImageLike(image)) (entry.isImage ? tagged : untagged).push(entry.pushedAt);
      if (entry.isImage && entry.pushedAt >= latestTime && isLaterThan(image, latest)) {
        latest = image;
        latestTime = entry.pushedAt;
      }
      if (since === undefined || (entry.isImage && entry.pushedAt >= sinceTime))
        entries.push(entry);
    }
  }
  if (latest !== undefined && latestTime < sinceTime) {
    entries.push(entryOf(latest));
  }
  entries.sort((a, b) => (a.digest < b.digest ? -1 : 1));
  const cutoff = cutoffOf(retention, tagged.length > 0 ? tagged : untagged, now);
  const kept = entries.filter(({ isIndex, pushedAt }) => isIndex && pushedAt >= cutoff);
  return {
    entries,
    listed,
    latest: latest?.digest,
    cutoff,
    keptIndexes: new Set(kept.map(({ digest }) => digest)),
  };
}

function isLaterThan(image: ListedImage, latest: ListedImage | undefined): boolean {
  return latest === undefined || isLater(image, latest);
}

function entryOf(image: ListedImage): ListedEntry {
  return {
    digest: image.digest,
    tags: image.tags,
    pushedAt: timeOf(image),
    isImage: image.tags.length > 0 && isImageLike(image),
    isIndex: isListedIndex(image),
  };
}

function timeOf({ pushedAt }: ListedImage): number {
  return pushedAt === undefined ? 0 : Date.parse(pushedAt);
}
