import * as z from "zod";
import { paginate } from "../../paginate.ts";
import { AwsError } from "../../service.ts";
import type { Operation } from "../../service.ts";
import { findDestination } from "../context.ts";
import type { EventBridgeContext } from "../context.ts";
import { busKey } from "../model.ts";
import { eventBridgeOperation, name, requireDefaultBus, ruleResource } from "./operation.ts";
import { requireRule } from "./rules.ts";

/** EventBridge's quota of targets a rule. */
const MAXIMUM = 5;

const target = z.strictObject({
  Id: name,
  Arn: z.string(),
  RoleArn: z.string().optional(),
  RetryPolicy: z
    .strictObject({
      MaximumRetryAttempts: z.int().min(0).max(185).optional(),
      MaximumEventAgeInSeconds: z.int().min(60).max(86400).optional(),
    })
    .optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string().optional() }).optional(),
});
const rule = { Rule: name, EventBusName: z.string().optional() };
const putInput = z.strictObject({ ...rule, Targets: z.array(target).min(1) });
const removeInput = z.strictObject({
  ...rule,
  Ids: z.array(z.string()).min(1),
  Force: z.boolean().optional(),
});
const listInput = z.strictObject({
  ...rule,
  NextToken: z.string().optional(),
  Limit: z.int().min(1).max(100).default(100),
});

/** PutTargets, RemoveTargets, ListTargetsByRule. */
export function targetOperations(context: EventBridgeContext): Record<string, Operation> {
  return {
    PutTargets: eventBridgeOperation(context, "PutTargets", putInput, ruleResource, (request) => {
      const { input, bus, caller } = request;
      requireDefaultBus(bus, input.EventBusName);
      const existing = requireRule(context, bus, input.Rule);
      const added = input.Targets.map((wanted) => {
        const checked = requireApiDestination(context, wanted);
        context.authorize(caller, "iam:PassRole", checked.RoleArn);
        return checked;
      });
      const ids = new Set(added.map(({ Id }) => Id));
      const targets = [...existing.targets.filter(({ Id }) => !ids.has(Id)), ...added];
      if (targets.length > MAXIMUM) {
        throw new AwsError(
          "LimitExceededException",
          "The requested resource exceeds the maximum number allowed.",
        );
      }
      context.rules.put(busKey(bus, existing.name), { ...existing, targets });
      return { FailedEntryCount: 0, FailedEntries: [] };
    }),

    RemoveTargets: eventBridgeOperation(
      context,
      "RemoveTargets",
      removeInput,
      ruleResource,
      ({ input, bus }) => {
        requireDefaultBus(bus, input.EventBusName);
        const existing = requireRule(context, bus, input.Rule);
        const targets = existing.targets.filter(({ Id }) => !input.Ids.includes(Id));
        context.rules.put(busKey(bus, existing.name), { ...existing, targets });
        return { FailedEntryCount: 0, FailedEntries: [] };
      },
    ),

    ListTargetsByRule: eventBridgeOperation(
      context,
      "ListTargetsByRule",
      listInput,
      ruleResource,
      ({ input, bus }) => {
        requireDefaultBus(bus, input.EventBusName);
        const { targets } = requireRule(context, bus, input.Rule);
        const page = paginate(targets, input.Limit, input.NextToken, "ValidationException");
        return { Targets: page.items.map((one) => ({ ...one })), NextToken: page.nextToken };
      },
    ),
  };
}

function requireApiDestination(
  context: EventBridgeContext,
  wanted: z.infer<typeof target>,
): typeof wanted & { readonly RoleArn: string } {
  const { Id, Arn, RoleArn } = wanted;
  if (!/^arn:aws:events:[a-z0-9-]+:\d{12}:api-destination\//.test(Arn)) {
    throw new AwsError(
      "ValidationException",
      `Target ${Id}: the simulated EventBridge delivers to API destinations only, not to ${Arn}.`,
    );
  }
  if (RoleArn === undefined) {
    throw new AwsError(
      "ValidationException",
      `RoleArn is required for target ${Arn} of type API destination.`,
    );
  }
  if (findDestination(context, Arn) === undefined) {
    throw new AwsError("ValidationException", `The API destination ${Arn} does not exist.`);
  }
  return { ...wanted, RoleArn };
}
