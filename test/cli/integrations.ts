import type { IntegrationSummary, StackLaunch } from "../../core/contract/api-integrations.ts";
import type { RepositorySummary } from "../../core/contract/api-repositories.ts";

export const REGISTRY = "222222222222.dkr.ecr.us-east-1.amazonaws.com";

/** A connected integration unless said otherwise. */
export function integrationOf(fields: Partial<IntegrationSummary> = {}): IntegrationSummary {
  return {
    integrationId: "0123456789abcdef",
    status: "connected",
    statusLabel: "Connected",
    statusReason: null,
    activation: "selected",
    activationPatterns: [],
    retention: null,
    layout: "current",
    delivery: "events",
    scope: null,
    enrollment: null,
    registry: REGISTRY,
    createdAt: "2026-11-21T20:40:00.000Z",
    connection: {
      accountId: "222222222222",
      region: "us-east-1",
      roleArn: "arn:aws:iam::222222222222:role/ecr-scout/Role",
      stackId: "arn:aws:cloudformation:us-east-1:222222222222:stack/S/1",
      stackUrl: "https://us-east-1.console.aws.amazon.com/cloudformation/home",
      templateVersion: "3",
      connectedAt: "2026-11-21T20:45:00.000Z",
      stackDeletedAt: null,
    },
    activity: { lastEventAt: null, lastPullAt: null, lastReconciledAt: null, missedEvents: 0 },
    templateUpdate: null,
    lastCheck: null,
    advisoriesAsOf: null,
    launch: null,
    ...fields,
  };
}

/** One that waits for its stack, as an owner sees it. */
export function pendingIntegration(launch: Partial<StackLaunch> = {}): IntegrationSummary {
  return integrationOf({
    integrationId: "fedcba9876543210",
    status: "pending",
    statusLabel: "Pending",
    registry: null,
    connection: null,
    launch: {
      url: "https://console.example/create?param_ExternalId=e1",
      templateUrl: "https://templates.example/t.yaml",
      stackName: "DockerScoutECRIntegration",
      parameters: { ExternalId: "e1" },
      expiresAt: "2026-12-05T20:40:00.000Z",
      ...launch,
    },
  });
}

/** A repository that is not analysed unless said otherwise. */
export function repositoryOf(
  name: string,
  fields: Partial<RepositorySummary> = {},
): RepositorySummary {
  return {
    registry: REGISTRY,
    name,
    integrationId: "0123456789abcdef",
    activated: false,
    chosen: false,
    retention: null,
    imageCount: 0,
    latest: null,
    ...fields,
  };
}
