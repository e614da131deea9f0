import { parsePhysicalId } from "./custom-resource-answer.ts";
import { unbindStack } from "./setup-binding.ts";
import { deleteComplete } from "./setup-complete.ts";
import type { Setup, SetupDependencies } from "./setup-context.ts";

/**
 * Follows the deletion of a custom resource. Only the integration that the resource was created
 * for is touched, and only while it belongs to that stack: for unknown, removed and foreign ones
 * nothing is to be done.
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
  if (part === "setup") await unbindStack(dependencies, integrationId, stack.stackId);
  else await deleteComplete(dependencies, integrationId, stack.stackId);
}
