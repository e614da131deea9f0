import {
  customResourceProvider,
  isCustomType,
  type CustomResourceOptions,
} from "../custom-resources/custom-resource-provider.ts";
import { ecrPullTimeUpdateExclusion } from "./ecr-pull-time-update-exclusion.ts";
import { eventsApiDestination } from "./events-api-destination.ts";
import { eventsConnection } from "./events-connection.ts";
import { eventsRule } from "./events-rule.ts";
import { iamPolicy } from "./iam-policy.ts";
import { iamRolePolicy } from "./iam-role-policy.ts";
import { iamRole } from "./iam-role.ts";
import type { ResourceProvider } from "./provider.ts";
import { secretsManagerSecret } from "./secrets-manager-secret.ts";
import { snsSubscription } from "./sns-subscription.ts";
import { snsTopicPolicy } from "./sns-topic-policy.ts";
import { snsTopic } from "./sns-topic.ts";

/** Finds the provider of a resource type; undefined for one that is not simulated. */
export type FindProvider = (type: string) => ResourceProvider | undefined;

/** The resource types of AWS that the simulated CloudFormation knows. */
const PROVIDERS: ReadonlyMap<string, ResourceProvider> = new Map(
  [
    ecrPullTimeUpdateExclusion,
    eventsApiDestination,
    eventsConnection,
    eventsRule,
    iamPolicy,
    iamRole,
    iamRolePolicy,
    secretsManagerSecret,
    snsSubscription,
    snsTopic,
    snsTopicPolicy,
  ].map((provider) => [provider.type, provider]),
);

/** Every resource type, custom ones too. */
export function findProviders(options: CustomResourceOptions): FindProvider {
  return (type) =>
    PROVIDERS.get(type) ?? (isCustomType(type) ? customResourceProvider(type, options) : undefined);
}
