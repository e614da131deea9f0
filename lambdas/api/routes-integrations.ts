import {
  ConnectIntegration,
  CreatedIntegration,
  CreateIntegration,
  IntegrationSummary,
} from "../../core/contract/api-integrations.ts";
import { listOf } from "../../core/contract/page.ts";
import { PermanentError } from "../../core/errors.ts";
import { connectIntegration } from "../../core/integrations/connect.ts";
import { createIntegration } from "../../core/integrations/create.ts";
import type { Integration } from "../../core/integrations/port.ts";
import { registryHostOf } from "../../core/integrations/registry-host.ts";
import { NoQuery, type Route, route, type RouteContext, segment } from "./route.ts";

const INTEGRATIONS = "/v1/organizations/{organization}/integrations";

export const integrationRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: INTEGRATIONS,
    access: "member",
    summary: "Integrations",
    description: "All of them at once: an organization has a few.",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "IntegrationList",
    response: listOf(IntegrationSummary),
    async handle(context) {
      const { integrations } = context.dependencies;
      const found = await integrations.list(segment(context, "organization"));
      // Read from the write model: it is current, and an unchanged list keeps its ETag.
      return { items: found.map(summaryOf), nextCursor: null, asOf: null };
    },
  }),
  route({
    method: "POST",
    path: INTEGRATIONS,
    access: "owner",
    summary: "Create an integration",
    description:
      "It is pending until the stack that takes these parameters was launched in the account that owns the registry. The key is shown this once.",
    query: NoQuery,
    body: CreateIntegration,
    status: 201,
    answer: "CreatedIntegration",
    response: CreatedIntegration,
    async handle(context): Promise<CreatedIntegration> {
      const { dependencies, accountId } = context;
      const created = await createIntegration(dependencies, {
        organizationId: segment(context, "organization"),
        activation: context.body.activation,
      });
      return {
        ...summaryOf(created.integration),
        externalId: created.externalId,
        apiKey: created.apiKey,
        stack: {
          templateUrl: dependencies.templateUrl ?? null,
          parameters: {
            ExternalId: created.externalId,
            ApiKey: created.apiKey,
            EventEndpoint: new URL("/v1/events", dependencies.publicUrl).href,
            TrustedAccountId: accountId,
          },
        },
      };
    },
  }),
  route({
    method: "PUT",
    path: `${INTEGRATIONS}/{integrationId}/connection`,
    access: "owner",
    summary: "Connect the stack of an integration",
    description:
      "Binds the integration to this account, Region and stack. Repeating it is harmless; another stack is refused.",
    query: NoQuery,
    body: ConnectIntegration,
    status: 200,
    answer: "Integration",
    response: IntegrationSummary,
    async handle(context): Promise<IntegrationSummary> {
      const { dependencies, body } = context;
      const { integrationId } = await ownIntegration(context);
      const { accountId: account, region, roleArn, stackId } = body;
      await connectIntegration(dependencies, { integrationId, account, region, roleArn, stackId });
      return summaryOf(await ownIntegration(context));
    },
  }),
];

/** The integration that the path names, if it is the organization's. */
async function ownIntegration(context: RouteContext<unknown, unknown>): Promise<Integration> {
  const { integrations } = context.dependencies;
  const integration = await integrations.get(segment(context, "integrationId"));
  const isOwn = integration?.organizationId === segment(context, "organization");
  if (integration && isOwn && integration.removedAt === undefined) return integration;
  throw new PermanentError(
    "integration-not-found",
    "The organization has no such integration: it was removed, or its identifier is wrong. GET …/integrations lists those that there are.",
  );
}

function summaryOf(integration: Integration): IntegrationSummary {
  const { integrationId, status, activation, createdAt, connection } = integration;
  return {
    integrationId,
    status,
    statusReason: integration.statusReason ?? null,
    activation,
    registry: connection ? registryHostOf(connection.account, connection.region) : null,
    createdAt,
    connection: connection
      ? {
          accountId: connection.account,
          region: connection.region,
          roleArn: connection.roleArn,
          stackId: connection.stackId,
          connectedAt: connection.connectedAt,
        }
      : null,
  };
}
