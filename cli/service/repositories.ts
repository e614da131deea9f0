import * as z from "zod";
import {
  type PatternChange,
  type RepositoryChange,
  RepositoryChanges,
  RepositorySummary,
} from "../../core/contract/api-repositories.ts";
import type { ApiClient } from "./api-client.ts";
import { readPages } from "./read-pages.ts";

/** A repository as the API answers it; fields of a newer service are kept for JSON. */
export const KnownRepository = z.looseObject(RepositorySummary.shape);
export type KnownRepository = z.infer<typeof KnownRepository>;

/** Which repositories are asked for. */
export interface RepositoryQuery {
  readonly registry?: string;
  /** How the name begins. */
  readonly name?: string;
  readonly activated?: boolean;
}

/** What became of a repository, or of a pattern. */
export type ChangedRepository = z.infer<typeof RepositoryChanges>["items"][number];

/** The most that one request takes. */
const BATCH = 500;

/** All repositories that fit, in the order of their names. */
export function listRepositories(
  api: ApiClient,
  { registry, name, activated }: RepositoryQuery,
  signal: AbortSignal,
  onPage?: (count: number) => void,
): Promise<KnownRepository[]> {
  const query = {
    ...(registry === undefined ? {} : { registry }),
    ...(name === undefined || name === "" ? {} : { name }),
    ...(activated === undefined ? {} : { activated: String(activated) }),
  };
  return readPages(api, "/repositories", query, KnownRepository, signal, onPage);
}

/**
 * Chooses repositories, or chooses them no more, as many requests as it takes. Repeating it is
 * harmless, so that an interrupted one is simply run again.
 * @returns What became of each, in the same order.
 */
export async function changeRepositories(
  api: ApiClient,
  changes: readonly (RepositoryChange | PatternChange)[],
  signal: AbortSignal,
  onBatch: (done: number) => void = () => undefined,
): Promise<ChangedRepository[]> {
  const results: ChangedRepository[] = [];
  for (let start = 0; start < changes.length; start += BATCH) {
    const body = { items: changes.slice(start, start + BATCH) };
    const answer = await api.change("PATCH", "/repositories", body, RepositoryChanges, signal);
    results.push(...answer.items);
    onBatch(results.length);
  }
  return results;
}
