import { generatedName } from "../providers/generated-name.ts";
import { InterruptedError, ResourceStepError } from "../providers/provider.ts";
import { resolveDynamicReferences } from "../template/dynamic-references.ts";
import { isJsonObject } from "../template/json.ts";
import type { Json } from "../template/json.ts";
import { createResource } from "./create-resource.ts";
import type { Application } from "./create-resource.ts";
import { readSecret } from "./read-secret.ts";
import { contextOf, reasonOf, withStep } from "./resource-step.ts";
import type { StackResource } from "./stack.ts";

/** What an update may have to change besides the properties. */
export interface ResourceChange {
  readonly properties: Json;
  readonly dependsOn: readonly string[];
  readonly retain: boolean;
  readonly type: string;
}

/**
 * Brings an existing resource to its new properties: in place, or by another one that takes over
 * its logical ID where AWS can only replace it.
 * @throws whatever made it fail, after it was written down
 */
export async function updateResource(
  application: Application,
  before: StackResource,
  change: ResourceChange,
): Promise<void> {
  const { journal, stack, call, signal } = application;
  const provider = application.provider(before.type);
  const mustReplace =
    change.type !== before.type ||
    differ(before.properties, change.properties, provider.replacedBy);
  if (mustReplace) {
    journal.resourceReplaced(stack.id, before);
    await createResource(application, before.logicalId, change.dependsOn);
    return;
  }
  // What an interrupted or failed update may have left the resource with.
  const old = before.otherProperties ?? before.properties;
  const resumed = withStep(before, "UPDATE_IN_PROGRESS", provider) === before;
  const resource = {
    ...withStep(before, "UPDATE_IN_PROGRESS", provider),
    ...change,
    otherProperties: old,
  };
  if (!resumed) journal.resourceChanged(stack.id, resource, "UPDATE_IN_PROGRESS");
  let isUntouched = true;
  try {
    provider.validate(change.properties);
    const read = readSecret(call, stack.caller.region);
    const properties = await resolveDynamicReferences(change.properties, read);
    const context = contextOf(stack.id, resource, signal);
    isUntouched = false;
    const updated = await provider.update(before.name, properties, call, old, context);
    const after = { ...resource, ...updated, otherProperties: undefined };
    if (!provider.isCustom || updated.physicalId === before.physicalId) {
      journal.resourceChanged(stack.id, after, "UPDATE_COMPLETE");
      return;
    }
    const name = generatedName(stack.name, before.logicalId, provider.nameLength);
    const superseded = { ...before, properties: old, otherProperties: undefined };
    journal.resourceSuperseded(stack.id, superseded, { ...after, name });
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    // The old properties stay written down: the rollback compares with what it must restore.
    if (error instanceof ResourceStepError && !error.wasAsked) isUntouched = true;
    const otherProperties = isUntouched ? before.otherProperties : change.properties;
    const failed = { ...resource, properties: old, otherProperties };
    journal.resourceChanged(stack.id, failed, "UPDATE_FAILED", reasonOf(error));
    throw error;
  }
}

/** Whether one of these properties differs. */
function differ(before: Json, after: Json, names: readonly string[]): boolean {
  const text = (value: Json, name: string): string =>
    JSON.stringify(isJsonObject(value) ? value[name] : undefined);
  return names.some((name) => text(before, name) !== text(after, name));
}
