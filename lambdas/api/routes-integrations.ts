import {
  ChangeIntegration,
  CreateIntegration,
  IntegrationQuery,
  IntegrationSummary,
  RefreshAccepted,
  RemovedIntegration,
} from "../../core/contract/api-integrations.ts";
import { listOf } from "../../core/contract/page.ts";
import { changeActivation } from "../../core/integrations/change-activation.ts";
import { createIntegration } from "../../core/integrations/create.ts";
import { removeIntegration } from "../../core/integrations/remove.ts";
import { requestListing } from "../../core/integrations/request-listing.ts";
import {
  integrationNotFound,
  knownIntegration,
  ownIntegration,
  removedSummaryOf,
  summaryOf,
} from "./integration-summary.ts";
import { NoQuery, type Route, route, segment } from "./route.ts";

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
      const items = found.map((one) => summaryOf(context, one));
      return { items, nextCursor: null, asOf: null };
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
    handle: async (context): Promise<IntegrationSummary> =>
      summaryOf(context, await ownIntegration(context), context.query.region),
  }),
  route({
    method: "POST",
    path: INTEGRATIONS,
    access: "owner",
    summary: "Create an integration",
    description:
      "It is pending until its stack was launched in the account that owns the registry: `launch.url` opens the wizard with every field filled in. Whoever has the link can do so.",
    query: NoQuery,
    body: CreateIntegration,
    status: 201,
    answer: "Integration",
    response: IntegrationSummary,
    async handle(context): Promise<IntegrationSummary> {
      const { activation, region } = context.body;
      const organizationId = segment(context, "organization");
      const input = { organizationId, activation };
      return summaryOf(context, await createIntegration(context.dependencies, input), region);
    },
  }),
  route({
    method: "PATCH",
    path: INTEGRATION,
    access: "owner",
    summary: "Change which repositories are analysed",
    description:
      "With `all`, the registry is listed again and the latest image of each repository analysed. With `selected`, only chosen repositories are analysed from now on; what was analysed stays.",
    query: NoQuery,
    body: ChangeIntegration,
    status: 200,
    answer: "Integration",
    response: IntegrationSummary,
    async handle(context): Promise<IntegrationSummary> {
      const { dependencies, body } = context;
      const { integrationId } = await ownIntegration(context);
      const changed = await changeActivation(dependencies, integrationId, body.activation);
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
      "Its events are refused from now on, and all that is stored of its images is purged within minutes. The stack in the customer's account stays until its owner deletes it. Repeating it is harmless.",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "RemovedIntegration",
    response: RemovedIntegration,
    async handle(context): Promise<RemovedIntegration> {
      const { organizationId, integrationId } = await knownIntegration(context);
      const removed = await removeIntegration(context.dependencies, organizationId, integrationId);
      if (removed === undefined) throw integrationNotFound();
      return removedSummaryOf(removed);
    },
  }),
  route({
    method: "POST",
    path: `${INTEGRATION}/refresh`,
    access: "editor",
    summary: "List the repositories of a registry again",
    description:
      "New repositories appear, those that are gone leave. It happens by itself when a stack connects and as images are pushed.",
    query: NoQuery,
    body: NoQuery,
    status: 202,
    answer: "RefreshAccepted",
    response: RefreshAccepted,
    handle: async (context): Promise<RefreshAccepted> =>
      requestListing(context.dependencies, await ownIntegration(context)),
  }),
];
