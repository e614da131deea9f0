import { dependenciesOf } from "../template/dependencies.ts";
import { createResource, evaluateProperties } from "./create-resource.ts";
import type { Application } from "./create-resource.ts";
import { runInOrder } from "./run-in-order.ts";
import { isComplete, isGone } from "./stack.ts";
import { updateResource } from "./update-resource.ts";

/** How an application of a template ended. */
export interface AppliedTemplate {
  /** Logical IDs of what could not be created or updated. */
  readonly failed: readonly string[];
  /** Logical IDs of what the template and its conditions keep. */
  readonly kept: ReadonlySet<string>;
}

/**
 * Creates and updates what the template's conditions keep, in dependency order, side by side where
 * possible. What is already as it should be is left alone.
 */
export async function applyTemplate(application: Application): Promise<AppliedTemplate> {
  const { template, scope, mayBegin, cancel } = application;
  const included = (logicalId: string): boolean => {
    const condition = template.resources[logicalId]?.condition;
    return condition === undefined || scope.condition(condition);
  };
  const needs = dependenciesOf(template, included);
  const run = await runInOrder(
    needs,
    (logicalId) => applyResource(application, logicalId, needs[logicalId] ?? []),
    mayBegin,
    cancel,
  );
  return { failed: run.failed, kept: new Set(Object.keys(needs)) };
}

async function applyResource(
  application: Application,
  logicalId: string,
  dependsOn: readonly string[],
): Promise<void> {
  const { journal, stack, template } = application;
  const existing = journal.read(stack.id).resources[logicalId];
  const wasCreated =
    existing !== undefined &&
    !isGone(existing) &&
    existing.status !== "CREATE_FAILED" &&
    existing.physicalId !== undefined;
  if (!wasCreated) {
    await createResource(application, logicalId, dependsOn);
    return;
  }
  const properties = evaluateProperties(application, logicalId);
  const { type = "", retain = false } = template.resources[logicalId] ?? {};
  const isSame =
    type === existing.type && JSON.stringify(properties) === JSON.stringify(existing.properties);
  if (isSame && isComplete(existing)) return;
  await updateResource(application, existing, { properties, dependsOn, retain, type });
}
