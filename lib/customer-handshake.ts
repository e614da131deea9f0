import {
  CfnResource,
  type Stack,
  type aws_events as events,
  type aws_secretsmanager as secretsmanager,
} from "aws-cdk-lib";
import {
  COMPLETE_RESOURCE,
  type CompleteProperties,
  SETUP_RESOURCE,
  SETUP_TIMEOUT_SECONDS,
  type SetupProperties,
} from "../core/contract/customer-stack.ts";
import type { CustomerRoles } from "./customer-ecr-access.ts";
import type { EventDelivery } from "./customer-event-delivery.ts";
import type { CustomerParameters } from "./customer-parameters.ts";
import type { SetupTopic } from "./customer-topic.ts";

interface SetupResourceProps {
  readonly parameters: CustomerParameters;
  readonly topic: SetupTopic;
  readonly roles: CustomerRoles;
  /** Undefined where nothing sends events. */
  readonly secret: secretsmanager.CfnSecret | undefined;
  readonly templateVersion: string;
}

/** Adds the custom resource that waits until we have checked the roles and written the key. */
export function setupResource(stack: Stack, props: SetupResourceProps): CfnResource {
  const { parameters, topic, roles, secret, templateVersion } = props;
  const requested: SetupProperties = {
    ExternalId: parameters.externalId,
    EcrAccessRoleArn: roles.ecrAccess.attrArn,
    ...(roles.setup === undefined ? {} : { SetupRoleArn: roles.setup.attrArn }),
    ...(secret === undefined ? {} : { CredentialsSecretArn: secret.ref }),
    RepositoryScope: parameters.repositoryScope.valueAsList,
    TemplateVersion: templateVersion,
  };
  const setup = new CfnResource(stack, "ScoutSetup", {
    type: SETUP_RESOURCE,
    properties: { ...answeredBy(topic), ...requested },
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
