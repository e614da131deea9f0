import * as z from "zod";
import { parseInput } from "../../server/parse-input.ts";
import { AwsError } from "../../service.ts";
import type { Caller, Document, Operation } from "../../service.ts";
import type { EventBridgeContext } from "../context.ts";
import { ruleArn } from "../model.ts";
import type { BusAddress } from "../model.ts";

/** EventBridge's grammar of names. */
export const name = z.string().regex(/^[.\-_A-Za-z0-9]{1,64}$/);

/** What an operation's body gets. */
export interface EventBridgeRequest<Input> {
  readonly input: Input;
  readonly bus: BusAddress;
  readonly caller: Caller;
}

/**
 * An operation on the caller's default bus: checks the input and asks IAM for `events:<action>` on
 * the resource that `resource` names.
 */
export function eventBridgeOperation<Input>(
  context: EventBridgeContext,
  action: string,
  schema: z.ZodType<Input>,
  resource: (bus: BusAddress, input: Input) => string,
  body: (request: EventBridgeRequest<Input>) => Promise<Document> | Document,
): Operation {
  return async (raw, caller) => {
    const input = parseInput(schema, raw);
    const bus = { accountId: caller.accountId, region: caller.region };
    context.authorize(caller, `events:${action}`, resource(bus, input));
    return body({ input, bus, caller });
  };
}

/**
 * Checks the name of a bus: accounts here have their default one only.
 * @throws AwsError ResourceNotFoundException
 */
export function requireDefaultBus(bus: BusAddress, eventBusName: string | undefined): void {
  const arn = `arn:aws:events:${bus.region}:${bus.accountId}:event-bus/default`;
  if (eventBusName === undefined || eventBusName === "default" || eventBusName === arn) return;
  throw new AwsError(
    "ResourceNotFoundException",
    `Event bus ${eventBusName} does not exist: the simulated account has its default bus only.`,
  );
}

/** Resource of operations on one rule. */
export function ruleResource(
  bus: BusAddress,
  input: { readonly Name?: string | undefined; readonly Rule?: string | undefined },
): string {
  return ruleArn(bus, input.Name ?? input.Rule ?? "*");
}
