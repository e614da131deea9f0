import { ecrPullTimeUpdateExclusion } from "./ecr-pull-time-update-exclusion.ts";
import { eventsApiDestination } from "./events-api-destination.ts";
import { eventsConnection } from "./events-connection.ts";
import { eventsRule } from "./events-rule.ts";
import { iamPolicy } from "./iam-policy.ts";
import { iamRolePolicy } from "./iam-role-policy.ts";
import { iamRole } from "./iam-role.ts";
import type { ResourceProvider } from "./provider.ts";
import { secretsManagerSecret } from "./secrets-manager-secret.ts";

/** Providers by resource type. */
export type ProviderRegistry = ReadonlyMap<string, ResourceProvider>;

/** Every resource type that the simulated CloudFormation knows. */
export const resourceProviders: ProviderRegistry = new Map(
  [
    ecrPullTimeUpdateExclusion,
    eventsApiDestination,
    eventsConnection,
    eventsRule,
    iamPolicy,
    iamRole,
    iamRolePolicy,
    secretsManagerSecret,
  ].map((provider) => [provider.type, provider]),
);
