import type { ReconcileMessage } from "../contract/reconcile-message.ts";
import type { Retention } from "../contract/retention.ts";
import type { Queue } from "../queue.ts";
import type { RepositoryKey } from "./image-store.ts";
import type { RepositoryStore } from "./repository-store.ts";

/** What `changeRepositoryRetention` needs. */
export interface RepositoryRetentionDependencies {
  readonly repositories: Pick<RepositoryStore, "get" | "update">;
  readonly reconcile: Queue<ReconcileMessage>;
  readonly now: () => Date;
}

/**
 * Sets how long what is known of a repository's images is kept, and has it applied. Repeating it
 * is harmless. What was forgotten does not come back when a limit is widened.
 *
 * @param retention Null: its integration's counts.
 * @returns False: there is no such repository.
 * @throws TransientError
 */
export async function changeRepositoryRetention(
  { repositories, reconcile, now }: RepositoryRetentionDependencies,
  { organizationId, registry, repository }: RepositoryKey,
  retention: Retention | null,
): Promise<boolean> {
  const key = { organizationId, registry, repository };
  const record = await repositories.get(key);
  if (record === undefined || !(await repositories.update(key, { retention }))) return false;
  const { integrationId } = record;
  const requestedAt = now().toISOString();
  await reconcile.send({ kind: "repository", ...key, integrationId, requestedAt });
  return true;
}
