import { PermanentError } from "../errors.ts";
import type { ConnectedIntegration } from "../integrations/port.ts";
import type { RepositoryKey } from "./image-store.ts";
import { refusalOfRole } from "./new-role.ts";
import type { ReconcileDependencies } from "./reconcile-dependencies.ts";
import { repositoriesGone } from "./repository-gone.ts";

/**
 * Asks the registry about a repository.
 * @returns `gone`: the registry has no such repository.
 * @throws PermanentError `role-refused`, `access-denied`; TransientError
 */
export async function askRepository<T>(
  { now }: Pick<ReconcileDependencies, "now">,
  { connection }: ConnectedIntegration,
  question: () => Promise<T>,
): Promise<T | "gone"> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof PermanentError && error.code === "repository-not-found") return "gone";
    throw refusalOfRole(error, connection, now());
  }
}

/** Forgets a repository that the registry has no more, and tells the read model. */
export async function forgetGone(
  dependencies: ReconcileDependencies,
  { organizationId, registry, repository }: RepositoryKey,
  integrationId: string,
): Promise<void> {
  const key = { organizationId, registry, repository };
  await repositoriesGone(dependencies, integrationId, [key]);
  await dependencies.readModel.send({ kind: "repository-record", ...key });
  dependencies.log.info("repository gone", { ...key, integrationId });
}
