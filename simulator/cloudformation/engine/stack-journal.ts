import { randomUUID } from "node:crypto";
import { AwsError } from "../../service.ts";
import type { Collection } from "../../state/collection.ts";
import { resourceKey } from "./stack.ts";
import type { ResourceStatus, Stack, StackEvent, StackResource, StackStatus } from "./stack.ts";

/** Changes stacks and writes down what happened, at once. */
export interface StackJournal {
  read(stackId: string): Stack;
  /** A new status of the stack itself. */
  stackChanged(
    stackId: string,
    status: StackStatus,
    reason?: string,
    changes?: Partial<Omit<Stack, "id" | "resources" | "events">>,
  ): void;
  /** Takes a resource's logical ID away from it, for the one that replaces it. */
  resourceReplaced(stackId: string, resource: StackResource): void;
  /**
   * An update that ended with another resource: `before` is to be removed when the stack's update
   * has succeeded, unless it is what `current` is again.
   */
  resourceSuperseded(stackId: string, before: StackResource, current: StackResource): void;
  /** A resource that is new, or changed. */
  resourceChanged(
    stackId: string,
    resource: StackResource,
    status: ResourceStatus,
    reason?: string,
  ): void;
}

export function stackJournal(stacks: Collection<Stack>, now: () => Date): StackJournal {
  const read = (stackId: string): Stack => {
    const stack = stacks.get(stackId);
    if (stack !== undefined) return stack;
    throw new AwsError("ValidationError", `Stack with id ${stackId} does not exist`);
  };
  const changed = (
    stack: Stack,
    resource: StackResource,
    status: ResourceStatus,
    reason?: string,
  ): Pick<Stack, "resources" | "events"> => {
    const { logicalId, physicalId, type } = resource;
    const happened = event(
      { logicalId, physicalId, type, status, reason },
      `${logicalId}-${status}-`,
    );
    const entry = { ...resource, status, reason, changedAt: happened.at };
    return {
      resources: { ...stack.resources, [resourceKey(resource)]: entry },
      events: [...stack.events, happened],
    };
  };
  const event = (details: Omit<StackEvent, "id" | "at">, prefix: string): StackEvent => ({
    id: `${prefix}${randomUUID()}`,
    at: now().getTime(),
    ...details,
  });
  return {
    read,
    stackChanged(stackId, status, reason, changes = {}) {
      const stack = read(stackId);
      const happened = event(
        {
          logicalId: stack.name,
          physicalId: stackId,
          type: "AWS::CloudFormation::Stack",
          status,
          reason,
        },
        "",
      );
      const events = [...stack.events, happened];
      stacks.put(stackId, { ...stack, ...changes, status, reason, events });
    },
    resourceReplaced(stackId, resource) {
      const stack = read(stackId);
      const replaced = { ...resource, isReplaced: true };
      const others = Object.entries(stack.resources).filter(([key]) => key !== resource.logicalId);
      const resources = { ...Object.fromEntries(others), [resourceKey(replaced)]: replaced };
      stacks.put(stackId, { ...stack, resources });
    },
    resourceSuperseded(stackId, before, current) {
      const stack = read(stackId);
      const isAgain = (other: StackResource): boolean =>
        other.isReplaced &&
        other.logicalId === current.logicalId &&
        other.physicalId === current.physicalId;
      const others = Object.entries(stack.resources).filter(([, other]) => !isAgain(other));
      const replaced = { ...before, isReplaced: true };
      const resources = { ...Object.fromEntries(others), [resourceKey(replaced)]: replaced };
      const after = { ...stack, resources };
      stacks.put(stackId, { ...after, ...changed(after, current, "UPDATE_COMPLETE") });
    },
    resourceChanged(stackId, resource, status, reason) {
      const stack = read(stackId);
      stacks.put(stackId, { ...stack, ...changed(stack, resource, status, reason) });
    },
  };
}
