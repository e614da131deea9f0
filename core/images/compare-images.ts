import type { RepositoryComparison } from "../contract/reconcile-message.ts";
import { compareSlice, type Slice } from "./compare-slice.ts";
import type { Comparison } from "./comparison.ts";
import type { RepositoryKey } from "./image-store.ts";
import type { ImageRecord } from "./port.ts";
import type { ReconcileDependencies, ReconcileRun } from "./reconcile-dependencies.ts";
import type { ListedEntry } from "./repository-contents.ts";
import { sideBySide } from "./side-by-side.ts";

/** Images between two looks at the time. */
const SLICE = 250;

/** Images looked up at a time. */
const AT_A_TIME = 16;

/** What a run did, and where the next one begins; undefined: everything is done. */
export interface ComparisonResult {
  readonly missed: number;
  readonly next: Pick<RepositoryComparison, "after" | "cursor"> | undefined;
}

/** Where a comparison begins. */
type Start = Pick<RepositoryComparison, "after" | "cursor">;

/**
 * Compares everything that is listed with everything that is stored, both by digest, a page of
 * what is stored at a time.
 */
export async function compareStored(
  dependencies: ReconcileDependencies,
  comparison: Comparison,
  start: Start,
  run: ReconcileRun,
): Promise<ComparisonResult> {
  const { key, contents } = comparison;
  let { after = "", cursor } = start;
  let missed = 0;
  for (;;) {
    const page = await dependencies.images.list(key, {
      limit: SLICE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const upTo = page.nextCursor === null ? undefined : (page.items.at(-1)?.digest ?? after);
    const listed = entriesBetween(contents.entries, after, upTo);
    const slice = { listed, stored: byDigest(page.items), isComplete: true };
    missed += await compareSlice(dependencies, comparison, slice, run);
    if (page.nextCursor === null || upTo === undefined) return { missed, next: undefined };
    after = upTo;
    cursor = page.nextCursor;
    if (run.mustStop()) return { missed, next: { after, cursor } };
  }
}

/** Looks up what is listed, without what else is stored. */
export async function compareRecent(
  dependencies: ReconcileDependencies,
  comparison: Comparison,
  { after = "" }: Start,
  run: ReconcileRun,
): Promise<ComparisonResult> {
  const entries = entriesBetween(comparison.contents.entries, after, undefined);
  let missed = 0;
  for (let start = 0; start < entries.length; start += SLICE) {
    if (start > 0 && run.mustStop()) return { missed, next: { after: entries[start - 1]?.digest } };
    const listed = entries.slice(start, start + SLICE);
    const stored = await lookUp(dependencies, comparison.key, listed);
    const slice: Slice = { listed, stored, isComplete: false };
    missed += await compareSlice(dependencies, comparison, slice, run);
  }
  return { missed, next: undefined };
}

async function lookUp(
  { images }: ReconcileDependencies,
  key: RepositoryKey,
  entries: readonly ListedEntry[],
): Promise<ReadonlyMap<string, ImageRecord>> {
  const found: ImageRecord[] = [];
  await sideBySide(
    entries.map(({ digest }) => async () => {
      const image = await images.get({ ...key, digest });
      if (image) found.push(image);
    }),
    AT_A_TIME,
  );
  return byDigest(found);
}

function byDigest(images: readonly ImageRecord[]): ReadonlyMap<string, ImageRecord> {
  return new Map(images.map((image) => [image.digest, image]));
}

/** @returns The entries after one digest, up to and with another. */
function entriesBetween(
  entries: readonly ListedEntry[],
  after: string,
  upTo: string | undefined,
): readonly ListedEntry[] {
  const start = firstAfter(entries, after);
  return entries.slice(start, upTo === undefined ? undefined : firstAfter(entries, upTo));
}

/** Place of the first entry after a digest. */
function firstAfter(entries: readonly ListedEntry[], digest: string): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.digest ?? "") > digest) high = middle;
    else low = middle + 1;
  }
  return low;
}
