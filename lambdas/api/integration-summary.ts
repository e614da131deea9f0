import type {
  IntegrationSummary,
  RemovedIntegration,
} from "../../core/contract/api-integrations.ts";
import type { Connection, Integration } from "../../core/integrations/port.ts";
import { atConsole, stackLink } from "../../core/integrations/quick-create-link.ts";
import { registryHostOf } from "../../core/integrations/registry-host.ts";
import type { RemovedIntegrationRecord } from "../../core/integrations/remove.ts";
import { purgeOf } from "../../core/integrations/removal-summary.ts";
import {
  hasCompleteStack,
  publishedTemplateUrl,
  stackLaunchOf,
} from "../../core/integrations/stack-launch.ts";
import { statusLabelOf } from "../../core/integrations/status-words.ts";
import { renewSetupToken } from "../../core/integrations/token-expiry.ts";
import { templateUpdateOf } from "../../core/integrations/upgrade.ts";
import { detailsOf, type IntegrationDetails, NO_DETAILS } from "./integration-details.ts";
import type { RouteContext } from "./route.ts";

type Context = RouteContext<unknown, unknown>;

/** Integrations as who asks may see them, in their order. */
export async function summariesOf(
  context: Context,
  integrations: readonly Integration[],
): Promise<IntegrationSummary[]> {
  const details = await detailsOf(context, integrations);
  const summaries: IntegrationSummary[] = [];
  for (const integration of integrations) {
    const own = details.get(integration.integrationId) ?? NO_DETAILS;
    summaries.push(await summaryWith(context, integration, own));
  }
  return summaries;
}

/**
 * An integration as who asks may see it.
 * @param region In which the wizard that launches its stack opens.
 */
export async function summaryOf(
  context: Context,
  integration: Integration,
  region?: string,
): Promise<IntegrationSummary> {
  const details = await detailsOf(context, [integration]);
  const own = details.get(integration.integrationId) ?? NO_DETAILS;
  return summaryWith(context, integration, own, region);
}

/** A removed integration, with what was purged and the stack that is left to delete. */
export async function removedSummaryOf(
  { dependencies: { consoleUrl, removals, now } }: Context,
  { integrationId, removedAt, connection }: RemovedIntegrationRecord,
): Promise<RemovedIntegration> {
  const purge = purgeOf(await removals.get(integrationId), removedAt, now());
  const isLeft = connection !== undefined && connection.deletedAt === undefined;
  if (!isLeft) return { integrationId, removedAt, stack: null, purge };
  const url = atConsole(stackLink(connection), consoleUrl);
  return { integrationId, removedAt, stack: { stackId: connection.stackId, url }, purge };
}

async function summaryWith(
  context: Context,
  integration: Integration,
  details: IntegrationDetails,
  region?: string,
): Promise<IntegrationSummary> {
  const { integrationId, status, layout, connection } = integration;
  const { brand } = context.dependencies;
  return {
    integrationId,
    status,
    statusLabel: statusLabelOf(status, layout, brand),
    statusReason: integration.statusReason ?? null,
    activation: integration.activation,
    activationPatterns: (integration.activationPatterns ?? []).map(({ pattern }) => pattern),
    retention: integration.retention ?? null,
    layout: layout ?? "current",
    delivery: integration.delivery ?? "events",
    scope: integration.scope === undefined ? null : [...integration.scope],
    enrollment: enrollmentOf(integration),
    registry: connection ? registryHostOf(connection.account, connection.region) : null,
    createdAt: integration.createdAt,
    connection: connection ? connectionOf(context, connection) : null,
    ...details,
    templateUpdate: updateOf(context, integration),
    launch: await launchOf(context, integration, region),
  };
}

function enrollmentOf({ enrollment }: Integration): IntegrationSummary["enrollment"] {
  if (enrollment === undefined) return null;
  return { enrollmentId: enrollment.enrollmentId, approval: enrollment.approval };
}

function connectionOf(
  { dependencies: { consoleUrl } }: Context,
  connection: Connection,
): IntegrationSummary["connection"] {
  const { account, region, roleArn, stackId, templateVersion } = connection;
  return {
    accountId: account,
    region,
    roleArn,
    stackId,
    stackUrl: atConsole(stackLink(connection), consoleUrl),
    templateVersion,
    connectedAt: connection.connectedAt ?? null,
    stackDeletedAt: connection.deletedAt ?? null,
  };
}

function updateOf(
  { dependencies: { launch, templateVersion: version, consoleUrl } }: Context,
  integration: Integration,
): IntegrationSummary["templateUpdate"] {
  // The StackSet of an enrollment updates its stacks: the template has other parameters.
  const url =
    integration.enrollment === undefined
      ? publishedTemplateUrl(integration, launch, integration.connection?.region)
      : undefined;
  const update = templateUpdateOf(integration, { version, url });
  if (update === null) return null;
  return {
    ...update,
    changes: [...update.changes],
    url: update.url === null ? null : atConsole(update.url, consoleUrl),
  };
}

/** The link holds the setup token: whoever has it can launch a stack for the organization. */
async function launchOf(
  { role, accountId, dependencies }: Context,
  integration: Integration,
  region: string | undefined,
): Promise<IntegrationSummary["launch"]> {
  if (role !== "owner" || hasCompleteStack(integration.connection)) return null;
  // A link that is shown is to work for a while.
  const fresh = await renewSetupToken(dependencies, integration);
  const settings = { ...dependencies.launch, trustedAccountId: accountId };
  const launch = stackLaunchOf(fresh, settings, region);
  if (launch.url === null) return launch;
  return { ...launch, url: atConsole(launch.url, dependencies.consoleUrl) };
}
