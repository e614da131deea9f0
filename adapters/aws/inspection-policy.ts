import { partitionOf } from "../../core/contract/aws-partition.ts";
import type { Connection } from "../../core/integrations/port.ts";
import { policyOf } from "./session-policy.ts";

// Session policies for what checks and rotation ask, by checked ARNs: a wildcard in one would
// widen the policy.

/** Narrows a customer's role to describing one stack. */
export function stackPolicy(stackId: string): string {
  return allow("cloudformation:DescribeStacks", stackId);
}

/** Narrows a customer's role to one rule and its targets. */
export function rulePolicy(ruleArn: string): string {
  return allow(["events:DescribeRule", "events:ListTargetsByRule"], ruleArn);
}

/** Narrows a customer's role to describing one API destination. */
export function destinationPolicy(arnForPolicy: string): string {
  return allow("events:DescribeApiDestination", arnForPolicy);
}

/** Narrows a customer's role to describing one Connection. */
export function connectionPolicy(arnForPolicy: string): string {
  return allow("events:DescribeConnection", arnForPolicy);
}

/** Narrows a customer's role to describing one secret, not its value. */
export function secretInspectionPolicy(secretArn: string): string {
  return allow("secretsmanager:DescribeSecret", secretArn);
}

/**
 * Narrows a customer's role to changing one Connection. EventBridge keeps the key in a secret of
 * the customer's account, and writes it with the rights of whoever changes the Connection.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection-auth.html
 *
 * @param name Checked name of the Connection, from which EventBridge makes the secret's.
 */
export function rotationPolicy(
  { account, region }: Pick<Connection, "account" | "region">,
  name: string,
  arnForPolicy: string,
): string {
  const secrets = `arn:${partitionOf(region)}:secretsmanager:${region}:${account}:secret`;
  return policyOf(
    { Effect: "Allow", Action: "events:UpdateConnection", Resource: arnForPolicy },
    {
      Effect: "Allow",
      Action: [
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecret",
      ],
      Resource: `${secrets}:events!connection/${name}/*`,
    },
  );
}

function allow(action: string | readonly string[], resource: string): string {
  return policyOf({ Effect: "Allow", Action: action, Resource: resource });
}
