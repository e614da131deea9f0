import type { RepositoryCheckRequest } from "../contract/analysis-request.ts";
import type { RepositoryKey } from "./image-store.ts";
import type { ReconcileDependencies } from "./reconcile-dependencies.ts";
import { sideBySide } from "./side-by-side.ts";

/** Writes at a time. */
const AT_A_TIME = 16;

/**
 * Forgets repositories that the registry holds no more: a look at each of their images is asked
 * for, then their records go, so that a crash in between repeats both. Telling the read model
 * is the caller's.
 */
export async function repositoriesGone(
  { requests, repositories, now }: Pick<ReconcileDependencies, "requests" | "repositories" | "now">,
  integrationId: string,
  keys: readonly RepositoryKey[],
): Promise<void> {
  const requestedAt = now().toISOString();
  await requests.sendAll(
    keys.map(({ organizationId, registry, repository }): RepositoryCheckRequest => {
      const key = { organizationId, registry, repository };
      return { scope: "repository", ...key, integrationId, requestedAt };
    }),
  );
  await sideBySide(
    keys.map((key) => () => repositories.remove(key)),
    AT_A_TIME,
  );
}
