import * as z from "zod";
import { paginate } from "../../paginate.ts";
import type { Document, Operation } from "../../service.ts";
import type { Stack } from "../engine/stack.ts";
import { parseTemplate } from "../template/parse-template.ts";
import { list, stackOperation, stacksOf } from "./operation.ts";
import type { CloudFormationContext } from "./operation.ts";

/** CloudFormation's pages hold 100 stacks. */
const PAGE_SIZE = 100;
const shape = { NextToken: z.string().optional(), StackStatusFilter: list(z.string()) };

/** ListStacks: deleted ones too. */
export function listStacks(context: CloudFormationContext): Operation {
  return stackOperation(context, "ListStacks", shape, ({ input, caller }) => {
    const { NextToken, StackStatusFilter = [] } = input;
    const found = stacksOf(context, caller).filter(
      ({ status }) => StackStatusFilter.length === 0 || StackStatusFilter.includes(status),
    );
    const page = paginate(found, PAGE_SIZE, NextToken, "ValidationError");
    return { StackSummaries: page.items.map(summary), NextToken: page.nextToken };
  });
}

function summary(stack: Stack): Document {
  const time = (at: number | undefined): string | undefined =>
    at === undefined ? undefined : new Date(at).toISOString();
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: parseTemplate(stack.templateBody).description,
    CreationTime: time(stack.createdAt),
    LastUpdatedTime: time(stack.updatedAt),
    DeletionTime: time(stack.deletedAt),
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
  };
}
