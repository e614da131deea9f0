import { parsePhysicalId } from "./custom-resource-answer.ts";
import { noteRemovedStackDeleted } from "./removed-stack.ts";
import { unbindStack } from "./setup-binding.ts";
import { deleteComplete } from "./setup-complete.ts";
import type { Setup, SetupDependencies } from "./setup-context.ts";

/**
 * Follows the deletion of a custom resource. Only the integration that the resource was created
 * for is touched, and only while it belongs to that stack: for unknown and foreign ones nothing is
 * to be done, for removed ones only that the stack is not left any more.
 *
 * @throws TransientError
 */
export async function deleteResource(dependencies: SetupDependencies, setup: Setup): Promise<void> {
  const { request, stack, sentAt } = setup;
  // First: a Create of this stack that comes late, or is being worked on, looks for it.
  await dependencies.requests.markDeleted(stack.stackId, sentAt);
  const resource = parsePhysicalId(request.PhysicalResourceId);
  if (resource === undefined) return;
  const { integrationId, part } = resource;
  if (part === "setup") {
    const deletedAt = sentAt.toISOString();
    await noteRemovedStackDeleted(
      dependencies.integrations,
      integrationId,
      stack.stackId,
      deletedAt,
    );
    await unbindStack(dependencies, integrationId, stack.stackId);
  } else await deleteComplete(dependencies, integrationId, stack.stackId);
}
