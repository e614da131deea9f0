import {
  ChangeIntegration,
  CreateIntegration,
  IntegrationQuery,
  IntegrationSummary,
  RemovedIntegration,
} from "../../core/contract/api-integrations.ts";
import { listOf } from "../../core/contract/page.ts";
import { PermanentError } from "../../core/errors.ts";
import { changeActivation } from "../../core/integrations/change-activation.ts";
import { changeRetention } from "../../core/integrations/change-retention.ts";
import { createIntegration } from "../../core/integrations/create.ts";
import { checkLaunchRegion } from "../../core/integrations/launch-region.ts";
import type { Integration } from "../../core/integrations/port.ts";
import { removeIntegration } from "../../core/integrations/remove.ts";
import { removedSummaryOf, summariesOf, summaryOf } from "./integration-summary.ts";
import { integrationNotFound, knownIntegration, ownIntegration } from "./own-integration.ts";
import { NoQuery, type Route, route, type RouteContext, segment } from "./route.ts";

const INTEGRATIONS = "/v1/organizations/{organization}/integrations";
const INTEGRATION = `${INTEGRATIONS}/{integrationId}`;

export const integrationRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: INTEGRATIONS,
    access: "member",
    summary: "Integrations",
    description:
      "All of them at once: an organization has a few. `launch` is for owners, while no complete stack is connected.",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "IntegrationList",
    response: listOf(IntegrationSummary),
    async handle(context) {
      const { integrations } = context.dependencies;
      const found = await integrations.list(segment(context, "organization"));
      // Read from the write model: it is current, and an unchanged list keeps its ETag.
      return { items: await summariesOf(context, found), nextCursor: null, asOf: null };
    },
  }),
  route({
    method: "GET",
    path: INTEGRATION,
    access: "member",
    summary: "One integration",
    description:
      "`region` is where the wizard of `launch.url` opens. `launch` is for owners, while no complete stack is connected.",
    query: IntegrationQuery,
    body: undefined,
    status: 200,
    answer: "Integration",
    response: IntegrationSummary,
    async handle(context): Promise<IntegrationSummary> {
      const { region } = context.query;
      checkLaunchRegion(region, undefined, context.dependencies.launch.homeRegion);
      return summaryOf(context, await ownIntegration(context), region);
    },
  }),
  route({
    method: "POST",
    path: INTEGRATIONS,
    access: "owner",
    summary: "Create an integration",
    description:
      "It is pending until its stack was launched in the account that owns the registry: `launch.url` opens the wizard with every field filled in. Whoever has the link can do so. `latest` is how many of the latest images of each activated repository are analysed then, one unless given.",
    query: NoQuery,
    body: CreateIntegration,
    status: 201,
    answer: "Integration",
    response: IntegrationSummary,
    async handle(context): Promise<IntegrationSummary> {
      const { dependencies, body } = context;
      const { region, layout = dependencies.brand.layout, ...wanted } = body;
      checkLaunchRegion(region, wanted.delivery, dependencies.launch.homeRegion);
      const input = { organizationId: segment(context, "organization"), layout, ...wanted };
      return summaryOf(context, await createIntegration(dependencies, input), region);
    },
  }),
  route({
    method: "PATCH",
    path: INTEGRATION,
    access: "owner",
    summary: "Change which repositories are analysed, and what is kept",
    description:
      "With `activation` `all`, the registry is listed again and the latest image of each repository analysed, or the `latest` so many. With `selected`, only chosen repositories are analysed from now on; what was analysed stays. `retention` is how long what is stored of images is kept, null for ever.",
    query: NoQuery,
    body: ChangeIntegration,
    status: 200,
    answer: "Integration",
    response: IntegrationSummary,
    async handle(context): Promise<IntegrationSummary> {
      const changed = await change(context, await ownIntegration(context));
      if (changed === undefined) throw integrationNotFound();
      return summaryOf(context, changed);
    },
  }),
  route({
    method: "DELETE",
    path: INTEGRATION,
    access: "owner",
    summary: "Remove an integration",
    description:
      "Its events are refused from now on, and all that is stored of its images is purged within minutes: …/removal says how far that is, and what it was. The stack in the customer's account stays until its owner deletes it. Repeating it is harmless.",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "RemovedIntegration",
    response: RemovedIntegration,
    async handle(context): Promise<RemovedIntegration> {
      const { organizationId, integrationId } = await knownIntegration(context);
      const removed = await removeIntegration(context.dependencies, organizationId, integrationId);
      if (removed === undefined) throw integrationNotFound();
      return removedSummaryOf(context, removed);
    },
  }),
  route({
    method: "GET",
    path: `${INTEGRATION}/removal`,
    access: "owner",
    summary: "What was removed with an integration",
    description:
      "`purge` counts what goes, and says when nothing is left; it is known for 90 days. `stack` is what is left to delete in the customer's account, until it says that it is being deleted.",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "RemovedIntegration",
    response: RemovedIntegration,
    async handle(context): Promise<RemovedIntegration> {
      const { removedAt, ...integration } = await knownIntegration(context);
      if (removedAt !== undefined) {
        return removedSummaryOf(context, { ...integration, removedAt });
      }
      throw new PermanentError(
        "not-removed",
        "The integration was not removed, so that nothing was purged. DELETE of the integration's address removes it.",
      );
    },
  }),
];

/** @returns As it is afterwards; undefined: it was removed meanwhile. */
async function change(
  {
    dependencies,
    body: { activation, latest, retention },
  }: RouteContext<unknown, ChangeIntegration>,
  integration: Integration,
): Promise<Integration | undefined> {
  const { integrationId } = integration;
  let changed: Integration | undefined = integration;
  if (retention !== undefined) {
    changed = await changeRetention(dependencies.integrations, integrationId, retention);
  }
  if (changed === undefined || activation === undefined) return changed;
  return changeActivation(dependencies, integrationId, activation, latest);
}
