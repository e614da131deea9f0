import * as z from "zod";
import { parseInput } from "../../server/parse-input.ts";
import type { Authorize, Caller, Document, Operation } from "../../service.ts";
import type { Collection } from "../../state/collection.ts";
import type { Stack } from "../engine/stack.ts";
import type { StackRunner } from "../engine/stack-runner.ts";
import type { FindProvider } from "../providers/registry.ts";
import type { ReadObject } from "../template/load-template.ts";
import { validationError } from "../template/validation-error.ts";

/** What CloudFormation's operations work with. Keys of `stacks` are stack IDs. */
export interface CloudFormationContext {
  readonly stacks: Collection<Stack>;
  readonly runner: StackRunner;
  readonly providers: FindProvider;
  readonly readObject: ReadObject;
  readonly authorize: Authorize;
  readonly now: () => Date;
}

/** What an operation's body gets. */
export interface StackRequest<Input> {
  readonly context: CloudFormationContext;
  readonly input: Input;
  readonly caller: Caller;
}

/** An empty list arrives as an empty text in the query protocol. */
export function list<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (value === "" ? [] : value), z.array(item)).optional();
}

/** Members of every request of the query protocol. */
const protocolMembers = { Action: z.string(), Version: z.string() };

/**
 * An operation on stacks: checks the input (parameters that are not simulated are refused) and asks
 * IAM for `cloudformation:<name>` on the stack that is named.
 */
export function stackOperation<Shape extends z.core.$ZodLooseShape>(
  context: CloudFormationContext,
  name: string,
  shape: Shape,
  body: (request: StackRequest<z.output<z.ZodObject<Shape>>>) => Promise<Document> | Document,
): Operation {
  const schema = z.object(shape);
  const known = new Set([...Object.keys(shape), ...Object.keys(protocolMembers)]);
  return async (raw, caller) => {
    const unknown = Object.keys(raw).filter((member) => !known.has(member));
    if (unknown.length > 0) {
      throw validationError(
        `The simulated ${name} does not support the parameters [${unknown.join(", ")}]`,
      );
    }
    const input = parseInput(schema, raw, "ValidationError");
    const { StackName } = raw;
    context.authorize(caller, `cloudformation:${name}`, resource(context, caller, StackName));
    return body({ context, input, caller });
  };
}

/** A stack that is there is known by its whole ARN, however it was named. */
function resource(
  context: CloudFormationContext,
  caller: Caller,
  stackName: Document[string],
): string {
  if (typeof stackName !== "string") return "*";
  if (stackName.startsWith("arn:")) return stackName;
  const existing = findStack(context, caller, stackName);
  if (existing !== undefined) return existing.id;
  const { region, accountId } = caller;
  return `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/*`;
}

/** Stacks of the caller's account and Region, the newest first. */
export function stacksOf({ stacks }: CloudFormationContext, caller: Caller): readonly Stack[] {
  return stacks
    .entries()
    .map(([, stack]) => stack)
    .filter((stack) => stack.caller.accountId === caller.accountId)
    .filter((stack) => stack.caller.region === caller.region)
    .sort((a, b) => b.createdAt - a.createdAt);
}

/** A stack by its ID, or by its name as long as it is not deleted. */
export function findStack(
  context: CloudFormationContext,
  caller: Caller,
  nameOrId: string,
): Stack | undefined {
  return stacksOf(context, caller).find(
    ({ id, name, status }) =>
      id === nameOrId || (name === nameOrId && status !== "DELETE_COMPLETE"),
  );
}

/** @throws AwsError ValidationError */
export function requireStack(
  context: CloudFormationContext,
  caller: Caller,
  nameOrId: string,
): Stack {
  const stack = findStack(context, caller, nameOrId);
  if (stack !== undefined) return stack;
  throw validationError(`Stack with id ${nameOrId} does not exist`);
}
