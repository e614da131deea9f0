import { Aws, type Stack, type aws_events as events, aws_iam as iam } from "aws-cdk-lib";
import type { EventDelivery } from "./customer-event-delivery.ts";

interface MaintenanceProps {
  /** Ours, which gets the policy. */
  readonly role: iam.CfnRole;
  /** Undefined where the Region has no API destinations. */
  readonly delivery: EventDelivery | undefined;
  readonly rules: readonly events.CfnRule[];
}

/**
 * Adds what checking an integration and rotating its key need. Not inside the role: Connection
 * waits for ScoutSetup, and ScoutSetup for the role.
 */
export function maintenancePolicy(stack: Stack, props: MaintenanceProps): iam.CfnPolicy {
  const { role, delivery, rules } = props;
  return new iam.CfnPolicy(stack, "MaintenancePolicy", {
    policyName: "check-and-rotate",
    roles: [role.ref],
    policyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "CheckThisStack",
          Effect: "Allow",
          Action: "cloudformation:DescribeStacks",
          Resource: Aws.STACK_ID,
        },
        ...(delivery === undefined ? [] : deliveryStatements(delivery, rules)),
      ],
    },
  });
}

function deliveryStatements(
  { connection, destination }: EventDelivery,
  rules: readonly events.CfnRule[],
): readonly object[] {
  return [
    {
      Sid: "CheckRules",
      Effect: "Allow",
      Action: ["events:DescribeRule", "events:ListTargetsByRule"],
      Resource: rules.map((rule) => rule.attrArn),
    },
    {
      Sid: "CheckDestination",
      Effect: "Allow",
      Action: "events:DescribeApiDestination",
      // IAM knows both without the id at the end of their ARN.
      Resource: destination.attrArnForPolicy,
    },
    {
      Sid: "RotateKey",
      Effect: "Allow",
      Action: ["events:DescribeConnection", "events:UpdateConnection"],
      Resource: connection.attrArnForPolicy,
    },
    {
      Sid: "RotateKeyOfConnection",
      Effect: "Allow",
      // UpdateConnection writes EventBridge's copy of the key with its caller's rights: these
      // are AmazonEventBridgeFullAccess's, without making and deleting the secret.
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEventBridgeFullAccess.html
      Action: [
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecret",
      ],
      Resource: connection.attrSecretArn,
    },
  ];
}
