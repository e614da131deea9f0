import type { CallService, ResourceProvider } from "../providers/provider.ts";
import { reasonOf } from "./create-resources.ts";
import { runInOrder } from "./run-in-order.ts";
import type { Stack, StackResource } from "./stack.ts";
import type { StackJournal } from "./stack-journal.ts";

/** What deleting a stack's resources rests on. */
export interface Deletion {
  readonly journal: StackJournal;
  readonly stack: Stack;
  readonly provider: (type: string) => ResourceProvider;
  readonly call: CallService;
  /** False once the simulator stops. */
  readonly mayBegin: () => boolean;
}

/**
 * Removes a stack's resources, dependents first. Resources with DeletionPolicy Retain stay.
 * @returns logical IDs of what could not be removed
 */
export async function deleteResources(deletion: Deletion): Promise<readonly string[]> {
  const { journal, stack, mayBegin } = deletion;
  const present = Object.values(journal.read(stack.id).resources).filter(
    ({ status }) => status !== "DELETE_COMPLETE" && status !== "DELETE_SKIPPED",
  );
  const dependents = Object.fromEntries(
    present.map(({ logicalId }) => [
      logicalId,
      present
        .filter(({ dependsOn }) => dependsOn.includes(logicalId))
        .map((resource) => resource.logicalId),
    ]),
  );
  const byId = new Map(present.map((resource) => [resource.logicalId, resource]));
  const run = await runInOrder(
    dependents,
    async (logicalId) => {
      const resource = byId.get(logicalId);
      if (resource !== undefined) await deleteResource(deletion, resource);
    },
    mayBegin,
  );
  return run.failed;
}

async function deleteResource(
  { journal, stack, provider, call }: Deletion,
  resource: StackResource,
): Promise<void> {
  if (resource.retain) {
    journal.resourceChanged(stack.id, resource, "DELETE_SKIPPED");
    return;
  }
  journal.resourceChanged(stack.id, resource, "DELETE_IN_PROGRESS");
  try {
    // Without a name its creation never began.
    if (resource.name !== "") {
      await provider(resource.type).remove(resource.name, resource.properties, call);
    }
    journal.resourceChanged(stack.id, resource, "DELETE_COMPLETE");
  } catch (error) {
    journal.resourceChanged(stack.id, resource, "DELETE_FAILED", reasonOf(error));
    throw error;
  }
}
