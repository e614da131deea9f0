import * as z from "zod";
import { paginate } from "../../paginate.ts";
import type { Document, Operation } from "../../service.ts";
import type { Stack, StackResource } from "../engine/stack.ts";
import { validationError } from "../template/validation-error.ts";
import { requireStack, stackOperation } from "./operation.ts";
import type { CloudFormationContext } from "./operation.ts";

/** CloudFormation's pages hold 100 events. */
const PAGE_SIZE = 100;
const StackName = z.string();

/** DescribeStackEvents (the newest first), DescribeStackResources, GetTemplate. */
export function stackDetailOperations(context: CloudFormationContext): Record<string, Operation> {
  const eventsShape = { StackName, NextToken: z.string().optional() };
  const resourcesShape = { StackName, LogicalResourceId: z.string().optional() };
  const templateShape = { StackName, TemplateStage: z.enum(["Original", "Processed"]).optional() };
  return {
    DescribeStackEvents: stackOperation(
      context,
      "DescribeStackEvents",
      eventsShape,
      ({ input, caller }) => {
        const stack = requireStack(context, caller, input.StackName);
        const events = [...stack.events].reverse();
        const page = paginate(events, PAGE_SIZE, input.NextToken, "ValidationError");
        return {
          StackEvents: page.items.map((event) => ({
            StackId: stack.id,
            EventId: event.id,
            StackName: stack.name,
            LogicalResourceId: event.logicalId,
            PhysicalResourceId: event.physicalId ?? "",
            ResourceType: event.type,
            Timestamp: new Date(event.at).toISOString(),
            ResourceStatus: event.status,
            ResourceStatusReason: event.reason,
            ClientRequestToken: stack.clientRequestToken,
          })),
          NextToken: page.nextToken,
        };
      },
    ),

    DescribeStackResources: stackOperation(
      context,
      "DescribeStackResources",
      resourcesShape,
      ({ input, caller }) => {
        const stack = requireStack(context, caller, input.StackName);
        const wanted = input.LogicalResourceId;
        const resources = Object.values(stack.resources).filter(
          ({ logicalId, isReplaced }) =>
            !isReplaced && (wanted === undefined || logicalId === wanted),
        );
        if (wanted !== undefined && resources.length === 0) {
          throw validationError(`Resource ${wanted} does not exist for stack ${stack.name}`);
        }
        return { StackResources: resources.map((resource) => describe(stack, resource)) };
      },
    ),

    GetTemplate: stackOperation(context, "GetTemplate", templateShape, ({ input, caller }) => {
      const { templateBody } = requireStack(context, caller, input.StackName);
      return { TemplateBody: templateBody, StagesAvailable: ["Original", "Processed"] };
    }),
  };
}

function describe(stack: Stack, resource: StackResource): Document {
  return {
    StackName: stack.name,
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    Timestamp: new Date(resource.changedAt).toISOString(),
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.reason,
    DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" },
  };
}
