import * as z from "zod";
import { callAsRoot, placeOfStack, type ConsoleContext, type Place } from "./console-context.ts";

const text = z.string().optional();
const stack = z.object({
  StackId: z.string(),
  StackName: z.string(),
  Description: text,
  Parameters: z.array(z.object({ ParameterKey: z.string(), ParameterValue: z.string() })),
  CreationTime: z.string(),
  LastUpdatedTime: text,
  DeletionTime: text,
  StackStatus: z.string(),
  StackStatusReason: text,
  Outputs: z.array(z.object({ OutputKey: z.string(), OutputValue: z.string(), Description: text })),
});
/** A stack as DescribeStacks answers it. */
export type ShownStack = z.infer<typeof stack>;

const event = z.object({
  EventId: z.string(),
  LogicalResourceId: z.string(),
  ResourceType: z.string(),
  Timestamp: z.string(),
  ResourceStatus: z.string(),
  ResourceStatusReason: text,
});
/** An event as DescribeStackEvents answers it. */
export type ShownEvent = z.infer<typeof event>;

const resource = z.object({
  LogicalResourceId: z.string(),
  PhysicalResourceId: text,
  ResourceType: z.string(),
  ResourceStatus: z.string(),
  ResourceStatusReason: text,
});
/** A resource as DescribeStackResources answers it. */
export type ShownResource = z.infer<typeof resource>;

/** A stack with everything that its page shows. */
export interface StackDetails extends Place {
  readonly stack: ShownStack;
  /** The newest first. */
  readonly events: readonly ShownEvent[];
  readonly resources: readonly ShownResource[];
}

/** Reads a stack, deleted ones too. @throws AwsError when there is none */
export async function readStack(context: ConsoleContext, stackId: string): Promise<StackDetails> {
  const place = placeOfStack(context, stackId);
  const ask = { StackName: stackId };
  const call = (name: string): Promise<unknown> =>
    callAsRoot(context, place, "cloudformation", name, ask);
  const { Stacks } = z.object({ Stacks: z.tuple([stack]) }).parse(await call("DescribeStacks"));
  const events = z.object({ StackEvents: z.array(event) }).parse(await call("DescribeStackEvents"));
  const resources = z
    .object({ StackResources: z.array(resource) })
    .parse(await call("DescribeStackResources"));
  return {
    ...place,
    stack: Stacks[0],
    events: events.StackEvents,
    resources: resources.StackResources,
  };
}

const summary = z.object({
  StackId: z.string(),
  StackName: z.string(),
  CreationTime: z.string(),
  StackStatus: z.string(),
});
/** A stack as ListStacks answers it, and where it is. */
export type ListedStack = z.infer<typeof summary> & Place;

/** The stacks of every account and Region, the newest first; deleted ones at the end. */
export async function listStacks(context: ConsoleContext): Promise<readonly ListedStack[]> {
  const lists = await Promise.all(
    context.places.map(async (place) => {
      const answer = await callAsRoot(context, place, "cloudformation", "ListStacks", {});
      const { StackSummaries } = z.object({ StackSummaries: z.array(summary) }).parse(answer);
      return StackSummaries.map((each) => ({ ...each, ...place }));
    }),
  );
  const isDeleted = ({ StackStatus }: ListedStack): boolean => StackStatus === "DELETE_COMPLETE";
  return lists
    .flat()
    .sort(
      (a, b) =>
        Number(isDeleted(a)) - Number(isDeleted(b)) || b.CreationTime.localeCompare(a.CreationTime),
    );
}
