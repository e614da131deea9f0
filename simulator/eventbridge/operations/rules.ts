import * as z from "zod";
import { paginate } from "../../paginate.ts";
import { AwsError } from "../../service.ts";
import type { Document, Operation } from "../../service.ts";
import type { EventBridgeContext } from "../context.ts";
import { busKey, ruleArn } from "../model.ts";
import type { BusAddress, Rule } from "../model.ts";
import { compileEventPattern } from "../pattern/event-pattern.ts";
import type { EventMatcher } from "../pattern/event-pattern.ts";
import { InvalidPatternError } from "../pattern/invalid-pattern-error.ts";
import { eventBridgeOperation, name, requireDefaultBus, ruleResource } from "./operation.ts";

const bus = { EventBusName: z.string().optional() };
const putInput = z.strictObject({
  ...bus,
  Name: name,
  EventPattern: z.string(),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  Description: z.string().max(512).optional(),
});
const namedInput = z.strictObject({ ...bus, Name: name });
const listInput = z.strictObject({
  ...bus,
  NamePrefix: z.string().optional(),
  NextToken: z.string().optional(),
  Limit: z.int().min(1).max(100).default(100),
});
const deleteInput = z.strictObject({ ...bus, Name: name, Force: z.boolean().optional() });

/** PutRule, DescribeRule, ListRules, EnableRule, DisableRule, DeleteRule. */
export function ruleOperations(context: EventBridgeContext): Record<string, Operation> {
  const { rules } = context;
  const put = (rule: Rule): void => {
    rules.put(busKey(rule, rule.name), rule);
  };
  const change = (action: string, state: Rule["state"]): Operation =>
    eventBridgeOperation(context, action, namedInput, ruleResource, (request) => {
      requireDefaultBus(request.bus, request.input.EventBusName);
      put({ ...requireRule(context, request.bus, request.input.Name), state });
      return {};
    });

  return {
    PutRule: eventBridgeOperation(context, "PutRule", putInput, ruleResource, (request) => {
      const { input } = request;
      requireDefaultBus(request.bus, input.EventBusName);
      requirePattern(input.EventPattern);
      put({
        ...request.bus,
        name: input.Name,
        eventPattern: input.EventPattern,
        state: input.State,
        description: input.Description,
        targets: rules.get(busKey(request.bus, input.Name))?.targets ?? [],
      });
      return { RuleArn: ruleArn(request.bus, input.Name) };
    }),

    DescribeRule: eventBridgeOperation(
      context,
      "DescribeRule",
      namedInput,
      ruleResource,
      (request) => {
        requireDefaultBus(request.bus, request.input.EventBusName);
        const rule = requireRule(context, request.bus, request.input.Name);
        return { ...describe(rule), CreatedBy: rule.accountId };
      },
    ),

    ListRules: eventBridgeOperation(
      context,
      "ListRules",
      listInput,
      (bus) => ruleResource(bus, {}),
      (request) => {
        const { NamePrefix = "", Limit, NextToken, EventBusName } = request.input;
        requireDefaultBus(request.bus, EventBusName);
        const prefix = busKey(request.bus, NamePrefix);
        const found = rules.entries().filter(([key]) => key.startsWith(prefix));
        const page = paginate(found, Limit, NextToken, "ValidationException");
        return { Rules: page.items.map(([, rule]) => describe(rule)), NextToken: page.nextToken };
      },
    ),

    EnableRule: change("EnableRule", "ENABLED"),
    DisableRule: change("DisableRule", "DISABLED"),

    DeleteRule: eventBridgeOperation(
      context,
      "DeleteRule",
      deleteInput,
      ruleResource,
      (request) => {
        requireDefaultBus(request.bus, request.input.EventBusName);
        const key = busKey(request.bus, request.input.Name);
        if ((rules.get(key)?.targets.length ?? 0) > 0) {
          throw new AwsError("ValidationException", "Rule can't be deleted since it has targets.");
        }
        rules.delete(key);
        return {};
      },
    ),
  };
}

/** @throws AwsError ResourceNotFoundException */
export function requireRule(context: EventBridgeContext, bus: BusAddress, name: string): Rule {
  const rule = context.rules.get(busKey(bus, name));
  if (rule !== undefined) return rule;
  throw new AwsError(
    "ResourceNotFoundException",
    `Rule ${name} does not exist on EventBus default.`,
  );
}

/** @throws AwsError InvalidEventPatternException */
export function requirePattern(json: string): EventMatcher {
  try {
    return compileEventPattern(json);
  } catch (error) {
    if (!(error instanceof InvalidPatternError)) throw error;
    throw new AwsError(
      "InvalidEventPatternException",
      `Event pattern is not valid. Reason: ${error.message}`,
    );
  }
}

function describe(rule: Rule): Document {
  return {
    Name: rule.name,
    Arn: ruleArn(rule, rule.name),
    EventPattern: rule.eventPattern,
    State: rule.state,
    Description: rule.description,
    EventBusName: "default",
  };
}
