import type { EnrollmentSummary } from "../../../core/contract/api-enrollments.ts";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";

const STACK_ID = "arn:aws:cloudformation:us-east-1:222222222222:stack/TestECRIntegration/1";

/** A connected registry, as an owner sees it. */
export const CONNECTED: IntegrationSummary = {
  integrationId: "i1",
  status: "connected",
  statusLabel: "Connected",
  statusReason: null,
  activation: "selected",
  activationPatterns: ["team/*"],
  retention: null,
  layout: "current",
  delivery: "events",
  scope: ["team/*"],
  enrollment: null,
  registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
  createdAt: "2026-11-22T00:00:00.000Z",
  connection: {
    accountId: "222222222222",
    region: "us-east-1",
    roleArn: "arn:aws:iam::222222222222:role/ecr-scout/Role",
    stackId: STACK_ID,
    stackUrl: "https://console.test/stack",
    templateVersion: "2",
    connectedAt: "2026-11-22T00:05:00.000Z",
    stackDeletedAt: null,
  },
  activity: { lastEventAt: null, lastPullAt: null, lastReconciledAt: null, missedEvents: 7 },
  templateUpdate: null,
  lastCheck: null,
  advisoriesAsOf: null,
  launch: null,
};

/** One whose stack nobody has launched yet. */
export const PENDING: IntegrationSummary = {
  ...CONNECTED,
  integrationId: "i2",
  status: "pending",
  statusLabel: "In progress",
  scope: null,
  registry: null,
  connection: null,
  launch: {
    url: "https://console.test/wizard",
    templateUrl: "https://templates.test/scout.yaml",
    stackName: "TestECRIntegration",
    parameters: { ExternalId: "external" },
    expiresAt: "2026-12-06T00:00:00.000Z",
  },
};

/** An enrollment that takes stacks. */
export const ENROLLMENT: EnrollmentSummary = {
  enrollmentId: "e1",
  name: "Production",
  allowedAccounts: ["333333333333"],
  activation: "selected",
  delivery: "events",
  scope: null,
  createdAt: "2026-11-22T00:00:00.000Z",
  closedAt: null,
  launch: {
    templateUrl: "https://templates.test/scout-organization.yaml",
    stackSetName: "TestECRIntegration",
    parameters: { SetupEndpoint: "https://api.test/v1/setup/secret" },
    commands: { createStackSet: "aws create-set", createStackInstances: "aws create-instances" },
  },
};

/** A page of a list without more. */
export function listOf(items: readonly unknown[]): unknown {
  return { items, nextCursor: null, asOf: null };
}
