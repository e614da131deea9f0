import { type Stack, aws_events as events } from "aws-cdk-lib";
import type { Brand } from "./customer-brand.ts";
import type { EventDelivery } from "./customer-event-delivery.ts";

/** Which of the promised sets of resources a template has. */
export type CustomerLayout = "current";

interface Rule {
  readonly logicalId: string;
  readonly description: string;
  readonly eventPattern: object;
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html */
const IMAGE_ACTIONS = {
  source: ["aws.ecr"],
  "detail-type": ["ECR Image Action"],
  detail: { "action-type": ["PUSH", "DELETE"], result: ["SUCCESS"] },
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html */
const REPOSITORY_DELETES = {
  source: ["aws.ecr"],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: {
    eventSource: ["ecr.amazonaws.com"],
    eventName: ["DeleteRepository"],
    // A call that was refused has deleted nothing.
    errorCode: [{ exists: false }],
  },
};

const RULES: Readonly<Record<CustomerLayout, (brand: Brand) => readonly Rule[]>> = {
  current: ({ name, prefix }) => [
    {
      logicalId: `${prefix}EcrRule`,
      description: `Sends ECR image pushes and deletes to ${name}.`,
      eventPattern: IMAGE_ACTIONS,
    },
    {
      logicalId: `${prefix}RepoDeletedRule`,
      description: `Sends ECR repository deletes to ${name}; they reach EventBridge only where CloudTrail has a trail.`,
      eventPattern: REPOSITORY_DELETES,
    },
  ],
};

/** Adds the rules of a layout, which send a registry's events to the destination. */
export function eventRules(
  stack: Stack,
  brand: Brand,
  layout: CustomerLayout,
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
