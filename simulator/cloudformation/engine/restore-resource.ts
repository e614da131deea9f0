import { validationError } from "../template/validation-error.ts";
import { resolveDynamicReferences } from "../template/dynamic-references.ts";
import type { CallService } from "../providers/provider.ts";
import type { FindProvider } from "../providers/registry.ts";
import type { Caller } from "../../service.ts";
import type { Collection } from "../../state/collection.ts";
import { readSecret } from "./read-secret.ts";
import { contextOf } from "./resource-step.ts";
import { isComplete, type Stack } from "./stack.ts";

/** What bringing a resource back rests on. */
export interface RestoreOptions {
  readonly stacks: Collection<Stack>;
  readonly providers: FindProvider;
  /** Calls with the rights of a stack's principal. */
  readonly callAs: (caller: Caller) => CallService;
}

/**
 * Brings a resource of a stack back to what its template says, whatever somebody did to it
 * elsewhere: what CloudFormation itself only does where a template changes.
 * @throws AwsError of the service that refuses
 */
export type RestoreResource = (stackId: string, logicalId: string) => Promise<void>;

/** Makes RestoreResource; custom resources are not asked. */
export function restoreResource({ stacks, providers, callAs }: RestoreOptions): RestoreResource {
  return async (stackId, logicalId) => {
    const stack = stacks.get(stackId);
    const resource = stack?.resources[logicalId];
    if (stack === undefined || resource === undefined || !isComplete(resource)) {
      throw validationError(`Resource ${logicalId} does not exist for stack ${stackId}`);
    }
    const provider = providers(resource.type);
    if (provider === undefined || provider.isCustom) return;
    const call = callAs(stack.caller);
    const read = readSecret(call, stack.caller.region);
    const properties = await resolveDynamicReferences(resource.properties, read);
    const context = contextOf(stackId, resource, NOBODY_STOPS);
    await provider.update(resource.name, properties, call, resource.properties, context);
  };
}

/** The providers that are called here do not wait for anybody. */
const NOBODY_STOPS = new AbortController().signal;
