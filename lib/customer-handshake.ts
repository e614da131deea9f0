import {
  CfnResource,
  type Stack,
  type aws_events as events,
  type aws_iam as iam,
  type aws_secretsmanager as secretsmanager,
} from "aws-cdk-lib";
import {
  COMPLETE_RESOURCE,
  type CompleteProperties,
  SETUP_RESOURCE,
  SETUP_TIMEOUT_SECONDS,
  type SetupProperties,
} from "../core/contract/customer-stack.ts";
import type { EventDelivery } from "./customer-event-delivery.ts";
import type { CustomerParameters } from "./customer-parameters.ts";
import type { SetupTopic } from "./customer-topic.ts";

interface SetupResourceProps {
  readonly parameters: CustomerParameters;
  readonly topic: SetupTopic;
  readonly role: iam.CfnRole;
  readonly secret: secretsmanager.CfnSecret;
  readonly templateVersion: string;
}

/** Adds the custom resource that waits until we have checked the role and written the key. */
export function setupResource(stack: Stack, props: SetupResourceProps): CfnResource {
  const { parameters, topic, role, secret, templateVersion } = props;
  const setup = new CfnResource(stack, "ScoutSetup", {
    type: SETUP_RESOURCE,
    properties: {
      ...answeredBy(topic),
      ...({
        ExternalId: parameters.externalId.valueAsString,
        EcrAccessRoleArn: role.attrArn,
        CredentialsSecretArn: secret.ref,
        TemplateVersion: templateVersion,
      } satisfies SetupProperties),
    },
  });
  // Also on deletion, which goes backwards: our answer needs the topic's policy and subscription.
  setup.addResourceDependency(topic.policy);
  setup.addResourceDependency(topic.subscription);
  return setup;
}

interface CompleteResourceProps {
  readonly topic: SetupTopic;
  readonly delivery: EventDelivery | undefined;
  readonly rules: readonly events.CfnRule[];
  readonly templateVersion: string;
  /** What it comes after without naming it. */
  readonly after: readonly CfnResource[];
}

/** Adds the custom resource that says that everything exists: the stack's last. */
export function completeResource(stack: Stack, props: CompleteResourceProps): CfnResource {
  const { topic, delivery, rules, templateVersion, after } = props;
  const created: CompleteProperties = {
    ...(delivery === undefined
      ? {}
      : {
          ConnectionArn: delivery.connection.attrArn,
          ApiDestinationArn: delivery.destination.attrArn,
          RuleArns: rules.map((rule) => rule.attrArn),
        }),
    TemplateVersion: templateVersion,
  };
  const complete = new CfnResource(stack, "ScoutComplete", {
    type: COMPLETE_RESOURCE,
    properties: { ...answeredBy(topic), ...created },
  });
  for (const resource of after) complete.addResourceDependency(resource);
  return complete;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudformation-customresource.html */
function answeredBy({ topic }: SetupTopic): object {
  return { ServiceToken: topic.ref, ServiceTimeout: SETUP_TIMEOUT_SECONDS };
}
