import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import type { InspectedRule } from "../../core/integrations/check-port.ts";
import type { RuleName } from "./stack-resource-arn.ts";

/**
 * Describes a rule with all its targets.
 * @throws ResourceNotFoundException of EventBridge when there is none
 */
export async function inspectRule(
  client: EventBridgeClient,
  { name, bus }: RuleName,
): Promise<InspectedRule> {
  const rule = await client.send(new DescribeRuleCommand({ Name: name, EventBusName: bus }));
  const targetArns: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListTargetsByRuleCommand({ Rule: name, EventBusName: bus, NextToken }),
    );
    for (const { Arn } of page.Targets ?? []) if (Arn !== undefined) targetArns.push(Arn);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return {
    state: rule.State ?? "",
    ...(rule.EventPattern === undefined ? {} : { eventPattern: rule.EventPattern }),
    targetArns,
  };
}
