import type { ConnectedIntegration } from "../integrations/port.ts";
import { isInScope } from "../integrations/repository-scope.ts";
import { recordListed, recordListingFailure } from "./listing-status.ts";
import { refusalOfRole } from "./new-role.ts";
import { recordsOf } from "./read-model-repositories.ts";
import type { ReconcileDependencies } from "./reconcile-dependencies.ts";
import type { RepositoryRecord } from "./repository-store.ts";

/** The repositories of a registry that are stored, by name. */
export async function storedOf(
  { repositories }: Pick<ReconcileDependencies, "repositories">,
  organizationId: string,
  registry: string,
): Promise<ReadonlyMap<string, RepositoryRecord>> {
  const stored = new Map<string, RepositoryRecord>();
  for await (const record of recordsOf(repositories, organizationId)) {
    if (record.registry === registry) stored.set(record.repository, record);
  }
  return stored;
}

/**
 * Names of the repositories that a registry holds, within the integration's scope. Whether they
 * could be listed shows on the integration.
 *
 * @throws PermanentError `role-refused`, `access-denied`; TransientError
 */
export async function listedOf(
  dependencies: Pick<ReconcileDependencies, "registry" | "integrations" | "now">,
  integration: ConnectedIntegration,
): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  try {
    for await (const page of dependencies.registry.repositories(integration)) {
      for (const name of page) if (isInScope(integration.scope, name)) names.add(name);
    }
  } catch (error) {
    const failure = refusalOfRole(error, integration.connection, dependencies.now());
    await recordListingFailure(dependencies.integrations, integration, failure);
    throw failure;
  }
  await recordListed(dependencies.integrations, integration);
  return names;
}
