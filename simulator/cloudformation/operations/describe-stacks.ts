import * as z from "zod";
import { paginate } from "../../paginate.ts";
import type { Document, Operation } from "../../service.ts";
import type { Stack } from "../engine/stack.ts";
import { isHidden } from "../template/parameters.ts";
import { parseTemplate } from "../template/parse-template.ts";
import { requireStack, stackOperation, stacksOf } from "./operation.ts";
import type { CloudFormationContext } from "./operation.ts";

/** CloudFormation's pages hold 100 stacks. */
const PAGE_SIZE = 100;
const shape = { StackName: z.string().optional(), NextToken: z.string().optional() };

/** DescribeStacks: one by name or ID, or all that are not deleted. */
export function describeStacks(context: CloudFormationContext): Operation {
  return stackOperation(context, "DescribeStacks", shape, ({ input, caller }) => {
    const { StackName, NextToken } = input;
    const found =
      StackName === undefined
        ? stacksOf(context, caller).filter(({ status }) => status !== "DELETE_COMPLETE")
        : [requireStack(context, caller, StackName)];
    const page = paginate(found, PAGE_SIZE, NextToken, "ValidationError");
    return { Stacks: page.items.map(describe), NextToken: page.nextToken };
  });
}

function describe(stack: Stack): Document {
  const { parameters } = parseTemplate(stack.templateBody);
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: parseTemplate(stack.templateBody).description,
    Parameters: Object.entries(stack.parameters).map(([ParameterKey, value]) => ({
      ParameterKey,
      ParameterValue: isHidden(parameters[ParameterKey]) ? "****" : value,
    })),
    CreationTime: new Date(stack.createdAt).toISOString(),
    LastUpdatedTime:
      stack.updatedAt === undefined ? undefined : new Date(stack.updatedAt).toISOString(),
    DeletionTime:
      stack.deletedAt === undefined ? undefined : new Date(stack.deletedAt).toISOString(),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DisableRollback: stack.onFailure === "DO_NOTHING",
    NotificationARNs: [],
    Capabilities: stack.capabilities,
    Outputs: stack.outputs.map((output) => ({ ...output })),
    Tags: stack.tags.map((tag) => ({ ...tag })),
    EnableTerminationProtection: false,
    DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
  };
}
