import type { RegistryListing } from "../../adapters/registry/open-listing.ts";
import { PermanentError } from "../../core/errors.ts";
import { isWatchedRepository, scopeKey, type WatchScope } from "./watch-scope.ts";
import type { WatchState } from "./watch-state.ts";

/** A repository that is watched. */
export interface WatchedRepository {
  readonly name: string;
  /** Whether it was there when the watch began: what it held then is not new. */
  readonly wasThere: boolean;
}

/**
 * The repositories that are watched now: those that were named, and those of the registry's list
 * that fit. Written down the first time, so that one that is made later is known to be new.
 * @throws PermanentError `no-catalog` where the registry does not list its repositories
 */
export async function findRepositories(
  scope: WatchScope,
  listing: RegistryListing,
  state: WatchState,
  signal: AbortSignal,
): Promise<WatchedRepository[]> {
  const named = scope.names.map((name) => ({ name, wasThere: true }));
  if (scope.patterns.length === 0) return named;
  const listed = (await listAll(scope, listing, signal)).filter(
    (name) => isWatchedRepository(scope, name) && !scope.names.includes(name),
  );
  const key = scopeKey(scope);
  const first = await state.firstRepositories(key);
  if (first === undefined) await state.begin(key, listed);
  return [
    ...named,
    ...listed.map((name) => ({ name, wasThere: first === undefined || first.has(name) })),
  ];
}

async function listAll(
  { registry }: WatchScope,
  listing: RegistryListing,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    return await listing.listRepositories(signal);
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    throw new PermanentError(
      "no-catalog",
      `${registry} does not list its repositories (${error.code}). Name those to watch with --repository, or log in to it with the rights that its list needs.`,
      { cause: error },
    );
  }
}
