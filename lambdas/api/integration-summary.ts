import type {
  IntegrationSummary,
  RemovedIntegration,
} from "../../core/contract/api-integrations.ts";
import { PermanentError } from "../../core/errors.ts";
import type { Connection, Integration } from "../../core/integrations/port.ts";
import { stackLink } from "../../core/integrations/quick-create-link.ts";
import { registryHostOf } from "../../core/integrations/registry-host.ts";
import type { RemovedIntegrationRecord } from "../../core/integrations/remove.ts";
import { hasCompleteStack, stackLaunchOf } from "../../core/integrations/stack-launch.ts";
import { type RouteContext, segment } from "./route.ts";

type Context = RouteContext<unknown, unknown>;

/**
 * The integration that the path names, if it is the organization's.
 * @throws {PermanentError} `integration-not-found`
 */
export async function ownIntegration(context: Context): Promise<Integration> {
  const integration = await knownIntegration(context);
  if (integration.removedAt === undefined) return integration;
  throw integrationNotFound();
}

/**
 * As `ownIntegration`, but also one that was removed.
 * @throws {PermanentError} `integration-not-found`
 */
export async function knownIntegration(context: Context): Promise<Integration> {
  const { integrations } = context.dependencies;
  const integration = await integrations.get(segment(context, "integrationId"));
  if (integration?.organizationId === segment(context, "organization")) return integration;
  throw integrationNotFound();
}

export function integrationNotFound(): PermanentError {
  return new PermanentError(
    "integration-not-found",
    "The organization has no such integration: it was removed, or its identifier is wrong. GET …/integrations lists those that there are.",
  );
}

/**
 * An integration as who asks may see it.
 * @param region In which the wizard that launches its stack opens.
 */
export function summaryOf(
  context: Context,
  integration: Integration,
  region?: string,
): IntegrationSummary {
  const { integrationId, status, activation, createdAt, connection } = integration;
  return {
    integrationId,
    status,
    statusReason: integration.statusReason ?? null,
    activation,
    registry: connection ? registryHostOf(connection.account, connection.region) : null,
    createdAt,
    connection: connection ? connectionOf(connection) : null,
    launch: launchOf(context, integration, region),
  };
}

/** A removed integration, with the stack that is left to delete. */
export function removedSummaryOf({
  integrationId,
  removedAt,
  connection,
}: RemovedIntegrationRecord): RemovedIntegration {
  const isLeft = connection !== undefined && connection.deletedAt === undefined;
  return {
    integrationId,
    removedAt,
    stack: isLeft ? { stackId: connection.stackId, url: stackLink(connection) } : null,
  };
}

function connectionOf(connection: Connection): IntegrationSummary["connection"] {
  const { account, region, roleArn, stackId, templateVersion } = connection;
  return {
    accountId: account,
    region,
    roleArn,
    stackId,
    templateVersion,
    connectedAt: connection.connectedAt ?? null,
    stackDeletedAt: connection.deletedAt ?? null,
  };
}

/** The link holds the setup token: whoever has it can launch a stack for the organization. */
function launchOf(
  { role, accountId, dependencies }: Context,
  integration: Integration,
  region: string | undefined,
): IntegrationSummary["launch"] {
  if (role !== "owner" || hasCompleteStack(integration.connection)) return null;
  const settings = { ...dependencies.launch, trustedAccountId: accountId };
  return stackLaunchOf(integration, settings, region);
}
