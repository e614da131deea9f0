import { AwsError } from "../../service.ts";
import { generatedName } from "../providers/generated-name.ts";
import type { CallService, ResourceProvider } from "../providers/provider.ts";
import { resolveDynamicReferences } from "../template/dynamic-references.ts";
import { evaluate } from "../template/evaluate.ts";
import type { Scope } from "../template/evaluate.ts";
import type { Json } from "../template/json.ts";
import { isJsonObject } from "../template/json.ts";
import type { Template } from "../template/parse-template.ts";
import { readSecret } from "./read-secret.ts";
import { isGone } from "./stack.ts";
import type { Stack, StackResource } from "./stack.ts";
import type { StackJournal } from "./stack-journal.ts";

/** What bringing a stack to its template rests on. */
export interface Application {
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
 * Creates one resource of a template. What an earlier run left half created is removed first.
 * @throws whatever made it fail, after it was written down
 */
export async function createResource(
  application: Application,
  logicalId: string,
  dependsOn: readonly string[],
): Promise<void> {
  const { journal, stack, call } = application;
  let resource = begin(application, logicalId, dependsOn);
  try {
    resource = { ...resource, properties: evaluateProperties(application, logicalId) };
    const provider = application.provider(resource.type);
    provider.validate(resource.properties);
    const given = givenName(provider, resource.properties);
    const leftover = journal.read(stack.id).resources[logicalId];
    const isLeftover = leftover !== undefined && leftover.name !== "" && !isGone(leftover);
    if (given === undefined && isLeftover) {
      await provider.remove(leftover.name, leftover.properties, call);
    }
    const name = given ?? generatedName(stack.name, logicalId, provider.nameLength);
    resource = { ...resource, name };
    journal.resourceChanged(stack.id, resource, "CREATE_IN_PROGRESS");
    const read = readSecret(call, stack.caller.region);
    const properties = await resolveDynamicReferences(resource.properties, read);
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
  { template, now }: Application,
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
    isReplaced: false,
    status: "CREATE_IN_PROGRESS",
    reason: undefined,
    changedAt: now().getTime(),
  };
}

/** A resource's properties with all functions evaluated, dynamic references not. */
export function evaluateProperties({ template, scope }: Application, logicalId: string): Json {
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
