import type { ReconcileMessage } from "../contract/reconcile-message.ts";
import { compareRepository } from "./compare-repository.ts";
import { repositoriesLeft } from "./leave-repositories.ts";
import type { ReconcileDependencies, ReconcileRun } from "./reconcile-dependencies.ts";
import { purgeRepository } from "./reconcile-purge.ts";
import { reconcileRegistry } from "./reconcile-registry.ts";
import { integrationRemoved } from "./reconcile-removed.ts";
import { repositoryActivated, repositoryDeleted } from "./reconcile-repository.ts";
import { scheduledRound } from "./reconcile-round.ts";

/**
 * Does what a message of the reconcile queue asks for. Everything may be repeated.
 * @throws PermanentError: repeating can't mend it; anything else: the message should come again
 */
export async function reconcile(
  dependencies: ReconcileDependencies,
  message: ReconcileMessage,
  run: ReconcileRun,
): Promise<void> {
  switch (message.kind) {
    case "registry":
      return reconcileRegistry(dependencies, message, run);
    case "activated":
      return repositoryActivated(dependencies, message);
    case "deleted":
      return repositoryDeleted(dependencies, message);
    case "removed":
      return integrationRemoved(dependencies, message, run);
    case "repository":
      return compareRepository(dependencies, message, run);
    case "purge":
      return purgeRepository(dependencies, message, run);
    case "left":
      return repositoriesLeft(dependencies, message, run);
    case "round":
      return scheduledRound(dependencies, message);
  }
}
