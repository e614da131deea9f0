import { AwsError } from "../../service.ts";
import { generatedName } from "../providers/generated-name.ts";
import type { CallService, ResourceProvider } from "../providers/provider.ts";
import { dependenciesOf } from "../template/dependencies.ts";
import { resolveDynamicReferences } from "../template/dynamic-references.ts";
import { evaluate } from "../template/evaluate.ts";
import type { Scope } from "../template/evaluate.ts";
import type { Json } from "../template/json.ts";
import { isJsonObject } from "../template/json.ts";
import type { Template } from "../template/parse-template.ts";
import { readSecret } from "./read-secret.ts";
import { runInOrder } from "./run-in-order.ts";
import type { Stack, StackResource } from "./stack.ts";
import type { StackJournal } from "./stack-journal.ts";

/** What creating a stack's resources rests on. */
export interface Creation {
  readonly journal: StackJournal;
  readonly stack: Stack;
  readonly template: Template;
  readonly scope: Scope;
  readonly provider: (type: string) => ResourceProvider;
  readonly call: CallService;
  readonly now: () => Date;
  /** False once the stack is to be deleted, or the simulator stops. */
  readonly mayBegin: () => boolean;
}

/**
 * Creates what the template's conditions keep, in dependency order, side by side where possible.
 * What an earlier run left half created is removed and created again.
 * @returns logical IDs of what could not be created
 */
export async function createResources(creation: Creation): Promise<readonly string[]> {
  const { template, scope, journal, stack, mayBegin } = creation;
  const included = (logicalId: string): boolean => {
    const condition = template.resources[logicalId]?.condition;
    return condition === undefined || scope.condition(condition);
  };
  const needs = dependenciesOf(template, included);
  const run = await runInOrder(
    needs,
    async (logicalId) => {
      if (journal.read(stack.id).resources[logicalId]?.status === "CREATE_COMPLETE") return;
      await createResource(creation, logicalId, needs[logicalId] ?? []);
    },
    mayBegin,
  );
  return run.failed;
}

async function createResource(
  creation: Creation,
  logicalId: string,
  dependsOn: readonly string[],
): Promise<void> {
  const { journal, stack, call } = creation;
  let resource = begin(creation, logicalId, dependsOn);
  try {
    resource = { ...resource, properties: evaluateProperties(creation, logicalId) };
    const provider = creation.provider(resource.type);
    const given = givenName(provider, resource.properties);
    const leftover = journal.read(stack.id).resources[logicalId];
    if (given === undefined && leftover !== undefined && leftover.name !== "") {
      await provider.remove(leftover.name, leftover.properties, call);
    }
    const name = given ?? generatedName(stack.name, logicalId, provider.nameLength);
    resource = { ...resource, name };
    journal.resourceChanged(stack.id, resource, "CREATE_IN_PROGRESS");
    const { caller } = stack;
    const properties = await resolveDynamicReferences(
      resource.properties,
      readSecret(call, caller.region),
    );
    const created = await provider.create(resource.name, properties, call);
    journal.resourceChanged(stack.id, { ...resource, ...created }, "CREATE_COMPLETE");
  } catch (error) {
    // What was there before is not the stack's, and a rollback must not remove it.
    const failed = isAlreadyThere(error) ? { ...resource, name: "" } : resource;
    journal.resourceChanged(stack.id, failed, "CREATE_FAILED", reasonOf(error));
    throw error;
  }
}

function begin(
  { template, now }: Creation,
  logicalId: string,
  dependsOn: readonly string[],
): StackResource {
  const definition = template.resources[logicalId];
  return {
    logicalId,
    type: definition?.type ?? "",
    name: "",
    physicalId: undefined,
    attributes: {},
    properties: {},
    dependsOn,
    retain: definition?.retain === true,
    status: "CREATE_IN_PROGRESS",
    reason: undefined,
    changedAt: now().getTime(),
  };
}

function evaluateProperties({ template, scope }: Creation, logicalId: string): Json {
  return evaluate(template.resources[logicalId]?.properties ?? {}, scope) ?? {};
}

function givenName(provider: ResourceProvider, properties: Json): string | undefined {
  const { nameProperty } = provider;
  const given =
    nameProperty !== undefined && isJsonObject(properties) ? properties[nameProperty] : undefined;
  return typeof given === "string" ? given : undefined;
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof AwsError && /Already|ResourceExists/.test(error.code);
}

/** What an event says about an error. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
