import { InterruptedError } from "../providers/provider.ts";
import type { CallService, ResourceProvider } from "../providers/provider.ts";
import { contextOf, reasonOf, withStep } from "./resource-step.ts";
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
  /** Aborted when the simulator stops. */
  readonly signal: AbortSignal;
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
  { journal, stack, provider, call, signal }: Deletion,
  listed: StackResource,
): Promise<void> {
  if (listed.retain) {
    journal.resourceChanged(stack.id, listed, "DELETE_SKIPPED");
    return;
  }
  const { type, name, properties } = listed;
  const resource = withStep(listed, "DELETE_IN_PROGRESS", provider(type));
  if (resource !== listed) journal.resourceChanged(stack.id, resource, "DELETE_IN_PROGRESS");
  try {
    // Without a name its creation never began.
    if (name !== "") {
      const context = contextOf(stack.id, resource, signal);
      await provider(type).remove(name, properties, call, context);
    }
    journal.resourceChanged(stack.id, resource, "DELETE_COMPLETE");
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    journal.resourceChanged(stack.id, resource, "DELETE_FAILED", reasonOf(error));
    throw error;
  }
}
