import * as z from "zod";
import type { Operation } from "../../service.ts";
import { findStack, stackOperation } from "./operation.ts";
import type { CloudFormationContext } from "./operation.ts";

const shape = { StackName: z.string(), ClientRequestToken: z.string().optional() };

/** DeleteStack: answered at once, also for a stack that does not exist. */
export function deleteStack(context: CloudFormationContext): Operation {
  return stackOperation(context, "DeleteStack", shape, ({ input, caller }) => {
    const stack = findStack(context, caller, input.StackName);
    const isGoing = stack?.status === "DELETE_IN_PROGRESS" || stack?.status === "DELETE_COMPLETE";
    if (stack !== undefined && !isGoing) context.runner.remove(stack.id);
    return {};
  });
}
