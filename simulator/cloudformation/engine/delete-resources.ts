import type { CallService, ResourceProvider } from "../providers/provider.ts";
import { reasonOf } from "./create-resource.ts";
import { runInOrder } from "./run-in-order.ts";
import { isGone, resourceKey } from "./stack.ts";
import type { Stack, StackResource } from "./stack.ts";
import type { StackJournal } from "./stack-journal.ts";

/** What deleting a stack's resources rests on. */
export interface Deletion {
  readonly journal: StackJournal;
  readonly stack: Stack;
  readonly provider: (type: string) => ResourceProvider;
  readonly call: CallService;
  /** Which of the stack's resources go. */
  readonly goes: (resource: StackResource) => boolean;
  /** False once the simulator stops. */
  readonly mayBegin: () => boolean;
}

/**
 * Removes resources of a stack, dependents first. Resources with DeletionPolicy Retain stay.
 * @returns logical IDs of what could not be removed
 */
export async function deleteResources(deletion: Deletion): Promise<readonly string[]> {
  const { journal, stack, goes, mayBegin } = deletion;
  const present = Object.values(journal.read(stack.id).resources).filter(
    (resource) => !isGone(resource) && goes(resource),
  );
  const dependents = Object.fromEntries(
    present.map((resource) => [
      resourceKey(resource),
      present.filter(({ dependsOn }) => dependsOn.includes(resource.logicalId)).map(resourceKey),
    ]),
  );
  const byKey = new Map(present.map((resource) => [resourceKey(resource), resource]));
  const run = await runInOrder(
    dependents,
    async (key) => {
      const resource = byKey.get(key);
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
