import { randomUUID } from "node:crypto";
import type { ResourceContext, ResourceProvider } from "../providers/provider.ts";
import type { ResourceStatus, StackResource } from "./stack.ts";

/**
 * A resource as it enters a step: with a request ID of the step. The same resource when a restart
 * interrupted this step and somebody else goes on with it.
 */
export function withStep(
  resource: StackResource,
  status: ResourceStatus,
  { isCustom }: ResourceProvider,
): StackResource {
  if (isCustom && resource.status === status && resource.requestId !== undefined) return resource;
  return { ...resource, requestId: randomUUID() };
}

/** What a provider is told of the resource that a step is about. */
export function contextOf(
  stackId: string,
  { logicalId, physicalId, attributes, requestId = randomUUID() }: StackResource,
  signal: AbortSignal,
): ResourceContext {
  return { stackId, logicalId, physicalId, attributes, requestId, signal };
}

/** What an event says about an error. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
