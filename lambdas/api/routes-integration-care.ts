import * as z from "zod";
import {
  IntegrationRequestAccepted,
  MonthOfUsage,
  RotateKey,
  UsageQuery,
} from "../../core/contract/api-integrations.ts";
import { CheckReport } from "../../core/contract/check-report.ts";
import { PermanentError } from "../../core/errors.ts";
import { requestCheck, requestRotation } from "../../core/integrations/request-care.ts";
import { requestListing } from "../../core/integrations/request-listing.ts";
import { monthOfUsage } from "../../core/integrations/usage-cost.ts";
import { ownIntegration } from "./own-integration.ts";
import { NoQuery, type Route, route } from "./route.ts";

const INTEGRATION = "/v1/organizations/{organization}/integrations/{integrationId}";

/** Whether an integration is well, what it does, and what keeps it so. */
export const integrationCareRoutes: readonly Route[] = [
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
    answer: "IntegrationRequestAccepted",
    response: IntegrationRequestAccepted,
    handle: async (context): Promise<IntegrationRequestAccepted> =>
      requestListing(context.dependencies, await ownIntegration(context)),
  }),
  route({
    method: "POST",
    path: `${INTEGRATION}/check`,
    access: "editor",
    summary: "Check an integration",
    description:
      "Looks at everything that connects the registry, and says what to do about what is wrong. It is done daily without being asked for. The report is there some seconds later, with a `checkedAt` that is not before `requestedAt`.",
    query: NoQuery,
    body: NoQuery,
    status: 202,
    answer: "IntegrationRequestAccepted",
    response: IntegrationRequestAccepted,
    handle: async (context): Promise<IntegrationRequestAccepted> =>
      requestCheck(context.dependencies, await ownIntegration(context)),
  }),
  route({
    method: "GET",
    path: `${INTEGRATION}/check`,
    access: "member",
    summary: "What the last check of an integration found",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "CheckReport",
    response: CheckReport,
    async handle(context): Promise<CheckReport> {
      const { integrationId } = await ownIntegration(context);
      const report = await context.dependencies.checkReports.get(integrationId);
      if (report !== undefined) return report;
      throw new PermanentError(
        "not-checked",
        "The integration was not checked yet. POST to this address asks for a check.",
      );
    },
  }),
  route({
    method: "POST",
    path: `${INTEGRATION}/rotate`,
    access: "owner",
    summary: "Replace the key of an integration",
    description:
      "A new key is written into the customer's secret and Connection within a minute; the old one is taken for another day. It happens by itself every 90 days. The next check says when the stack's template does not allow it. With `revokeOld`, for a key that others may know, every key of before is refused at once; what was pushed until the new one is there is found by a comparison.",
    query: NoQuery,
    body: RotateKey,
    status: 202,
    answer: "IntegrationRequestAccepted",
    response: IntegrationRequestAccepted,
    handle: async (context): Promise<IntegrationRequestAccepted> =>
      requestRotation(context.dependencies, await ownIntegration(context), context.body),
  }),
  route({
    method: "GET",
    path: `${INTEGRATION}/usage`,
    access: "member",
    summary: "What an integration used, by months",
    description:
      "The newest month first; months without anything are left out. `cost` is what was measured at the prices of the estimate.",
    query: UsageQuery,
    body: undefined,
    status: 200,
    answer: "IntegrationUsage",
    response: z.object({ items: z.array(MonthOfUsage) }),
    async handle(context): Promise<{ items: MonthOfUsage[] }> {
      const integration = await ownIntegration(context);
      const { activity, launch } = context.dependencies;
      const months = await activity.usage(integration.integrationId, context.query.months);
      return { items: months.map((month) => monthOfUsage(integration, month, launch.homeRegion)) };
    },
  }),
];
