import type { ReconcileMessage } from "../contract/reconcile-message.ts";
import type { ReconcileDependencies, ReconcileRun } from "./reconcile-dependencies.ts";
import { reconcileRegistry } from "./reconcile-registry.ts";
import { integrationRemoved } from "./reconcile-removed.ts";
import { repositoryActivated, repositoryDeleted } from "./reconcile-repository.ts";

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
  }
}
