import type { RegistryListing } from "../../adapters/registry/open-listing.ts";
import { PermanentError, TransientError } from "../../core/errors.ts";
import { isWatchedTag, type WatchScope } from "./watch-scope.ts";
import type { SeenTag, WatchState } from "./watch-state.ts";

/** A tag that was there at the first look, before it is asked for its digest. */
const UNKNOWN: SeenTag = { digest: null, done: false };

/** An image that is to be analysed. */
export interface Push {
  readonly repository: string;
  readonly tag: string;
  /** What the tag names: of a manifest or of an index. */
  readonly digest: string;
}

/** What looking for pushes works with. */
export interface PushSearch {
  readonly listing: RegistryListing;
  readonly state: WatchState;
  readonly scope: WatchScope;
  /** Analyse what was there before, too. */
  readonly allImages: boolean;
  readonly signal: AbortSignal;
  /** Whether a known tag is asked for its digest in this round. */
  readonly isDue: (repository: string, tag: string) => boolean;
  /** Told of a tag that could not be looked at. */
  readonly onFailure: (repository: string, tag: string, error: unknown) => void;
}

/**
 * The images of a repository that were pushed since it was last looked at: tags that are new, or
 * name something else. What was there at the first look is only remembered.
 * @param wasThere Whether the repository was there when the watch began.
 * @throws PermanentError and TransientError of the registry
 */
export async function findPushes(
  repository: string,
  wasThere: boolean,
  search: PushSearch,
): Promise<Push[]> {
  const { listing, state, scope, signal } = search;
  const seen = await state.tagsOf(repository);
  const listed = await listing.listTags(repository, signal);
  const tags = listed.filter((tag) => isWatchedTag(scope, tag));
  const isFirstLook = seen === undefined && wasThere && !search.allImages;
  const next = new Map<string, SeenTag>();
  const pushes: Push[] = [];
  for (const tag of tags) {
    const before = seen?.get(tag) ?? (isFirstLook ? UNKNOWN : undefined);
    if (before !== undefined) next.set(tag, before);
    const mustAsk = before === undefined || (search.allImages && !before.done);
    if (!mustAsk && !search.isDue(repository, tag)) continue;
    const digest = await digestOf(repository, tag, search);
    if (digest === undefined) continue;
    if (mustAsk || (before.digest !== null && before.digest !== digest)) {
      pushes.push({ repository, tag, digest });
    } else {
      next.set(tag, { digest, done: before.done });
    }
  }
  // Tags that are gone are forgotten: should they come again, they are new.
  if (seen === undefined || !isSame(seen, next)) await state.save(repository, next);
  return pushes;
}

/** Undefined where it can't be told now: one broken tag must not hide the others. */
async function digestOf(
  repository: string,
  tag: string,
  { listing, signal, onFailure }: PushSearch,
): Promise<string | undefined> {
  try {
    return await listing.digestOf(repository, tag, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (isOfWholeRegistry(error)) throw error;
    const isGone = error instanceof PermanentError && error.code === "manifest-unknown";
    if (!isGone) onFailure(repository, tag, error);
    return undefined;
  }
}

/** Whether asking for something else would fail, too. */
export function isOfWholeRegistry(error: unknown): boolean {
  if (error instanceof TransientError) return ["throttled", "unreachable"].includes(error.code);
  return error instanceof PermanentError && ["watch-state", "refused-address"].includes(error.code);
}

function isSame(a: ReadonlyMap<string, SeenTag>, b: ReadonlyMap<string, SeenTag>): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([tag, { digest, done }]) => {
    const other = b.get(tag);
    return other?.digest === digest && other.done === done;
  });
}

/** Remembers that a push was analysed, or can't be. */
export async function markDone(
  { repository, tag, digest }: Push,
  state: WatchState,
): Promise<void> {
  const tags = new Map(await state.tagsOf(repository));
  tags.set(tag, { digest, done: true });
  await state.save(repository, tags);
}
