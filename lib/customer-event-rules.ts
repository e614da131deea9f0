import { type Stack, aws_events as events } from "aws-cdk-lib";
import type { Brand } from "../core/contract/brand.ts";
import type { Layout } from "../core/contract/vocabulary.ts";
import type { EventDelivery } from "./customer-event-delivery.ts";

interface Rule {
  readonly logicalId: string;
  readonly description: string;
  readonly eventPattern: object;
}

const ECR = { source: ["aws.ecr"] };

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html */
const IMAGE_ACTIONS = {
  "detail-type": ["ECR Image Action"],
  detail: { "action-type": ["PUSH", "DELETE"], result: ["SUCCESS"] },
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html */
const REPOSITORY_DELETES = {
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: {
    eventSource: ["ecr.amazonaws.com"],
    eventName: ["DeleteRepository"],
    // A call that was refused has deleted nothing.
    errorCode: [{ exists: false }],
  },
};

const RULES: Readonly<Record<Layout, (brand: Brand) => readonly Rule[]>> = {
  current: ({ name, prefix }) => [
    {
      logicalId: `${prefix}EcrRule`,
      description: `Sends ECR image pushes and deletes to ${name}.`,
      eventPattern: { ...ECR, ...IMAGE_ACTIONS },
    },
    {
      logicalId: `${prefix}RepoDeletedRule`,
      description: `Sends ECR repository deletes to ${name}; they reach EventBridge only where CloudTrail has a trail.`,
      eventPattern: { ...ECR, ...REPOSITORY_DELETES },
    },
  ],
  "early-access": ({ name }) => [
    {
      logicalId: "Rule",
      description: `Sends ECR image pushes and deletes to ${name}, and repository deletes where CloudTrail has a trail.`,
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
      eventPattern: { ...ECR, $or: [IMAGE_ACTIONS, REPOSITORY_DELETES] },
    },
  ],
};

/** Adds the rules of a layout, which send a registry's events to the destination. */
export function eventRules(
  stack: Stack,
  brand: Brand,
  layout: Layout,
  { destination, role }: EventDelivery,
): readonly events.CfnRule[] {
  return RULES[layout](brand).map(
    ({ logicalId, description, eventPattern }) =>
      new events.CfnRule(stack, logicalId, {
        description,
        eventPattern,
        targets: [{ id: "Scout", arn: destination.attrArn, roleArn: role.attrArn }],
      }),
  );
}
