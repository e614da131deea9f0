import { AwsError } from "../../service.ts";
import { generatedName } from "../providers/generated-name.ts";
import { InterruptedError, ResourceStepError } from "../providers/provider.ts";
import type { CallService, ResourceProvider } from "../providers/provider.ts";
import { resolveDynamicReferences } from "../template/dynamic-references.ts";
import { evaluate } from "../template/evaluate.ts";
import type { Scope } from "../template/evaluate.ts";
import type { Json } from "../template/json.ts";
import { isJsonObject } from "../template/json.ts";
import type { Template } from "../template/parse-template.ts";
import { readSecret } from "./read-secret.ts";
import { contextOf, reasonOf, withStep } from "./resource-step.ts";
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
  /** Aborted when what is under way is not waited for any longer. */
  readonly signal: AbortSignal;
  /** Ends the waiting for custom resources. */
  readonly cancel: () => void;
}

/**
 * Creates one resource of a template. What an earlier run left half created is removed first; a
 * custom resource that an earlier run asked for is waited for.
 * @throws whatever made it fail, after it was written down
 */
export async function createResource(
  application: Application,
  logicalId: string,
  dependsOn: readonly string[],
): Promise<void> {
  const { journal, stack, call, signal } = application;
  const leftover = journal.read(stack.id).resources[logicalId];
  const isLeftover = leftover !== undefined && leftover.name !== "" && !isGone(leftover);
  const begun = begin(application, logicalId, dependsOn);
  const provider = application.provider(begun.type);
  const isResumed =
    isLeftover &&
    provider.isCustom &&
    leftover.type === begun.type &&
    leftover.status === "CREATE_IN_PROGRESS";
  let resource = isResumed ? leftover : begun;
  try {
    if (!isResumed) {
      resource = { ...resource, properties: evaluateProperties(application, logicalId) };
      provider.validate(resource.properties);
      const given = givenName(provider, resource.properties);
      if (given === undefined && isLeftover) {
        const context = contextOf(
          stack.id,
          withStep(leftover, "DELETE_IN_PROGRESS", provider),
          signal,
        );
        const { name, properties } = leftover;
        await application.provider(leftover.type).remove(name, properties, call, context);
      }
      const name = given ?? generatedName(stack.name, logicalId, provider.nameLength);
      resource = withStep({ ...resource, name }, "CREATE_IN_PROGRESS", provider);
      journal.resourceChanged(stack.id, resource, "CREATE_IN_PROGRESS");
    }
    const read = readSecret(call, stack.caller.region);
    const properties = await resolveDynamicReferences(resource.properties, read);
    const context = contextOf(stack.id, resource, signal);
    const created = await provider.create(resource.name, properties, call, context);
    journal.resourceChanged(stack.id, { ...resource, ...created }, "CREATE_COMPLETE");
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    const failed = afterFailure(resource, error);
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

/** Without a name there is nothing that a rollback would have to remove. */
function afterFailure(resource: StackResource, error: unknown): StackResource {
  // What was there before is not the stack's.
  const isAlreadyThere = error instanceof AwsError && /Already|ResourceExists/.test(error.code);
  if (isAlreadyThere) return { ...resource, name: "" };
  if (!(error instanceof ResourceStepError)) return resource;
  return error.wasAsked ? { ...resource, physicalId: error.physicalId } : { ...resource, name: "" };
}
