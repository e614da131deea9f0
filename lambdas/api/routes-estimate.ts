import { Estimate, EstimateQuery } from "../../core/contract/api-estimate.ts";
import { sideBySide } from "../../core/images/side-by-side.ts";
import { estimate } from "../../core/integrations/estimate.ts";
import {
  type CountedIntegration,
  MEASURED_MONTHS,
  measuredMonth,
} from "../../core/integrations/measured-month.ts";
import { type Route, route, type RouteContext, segment } from "./route.ts";

/** Integrations looked up at a time. */
const AT_A_TIME = 16;

/** Before the routes of integrations: `estimate` is no identifier of one. */
export const estimateRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/organizations/{organization}/integrations/estimate",
    access: "member",
    summary: "What integrations cost a month",
    description:
      "In the AWS account of the registry, in US dollars, by the list prices of one Region: each resource of the stack and the pulling of images, with how it comes about. `seed` is what the product's published page says of it; `measured` is what the organization's integrations cost last month.",
    query: EstimateQuery,
    body: undefined,
    status: 200,
    answer: "Estimate",
    response: Estimate,
    async handle(context): Promise<Estimate> {
      const { launch, brand } = context.dependencies;
      const measured = await measuredOf(context);
      const settings = { homeRegion: launch.homeRegion, brandPrefix: brand.prefix, measured };
      return estimate(context.query, settings);
    },
  }),
];

async function measuredOf(context: RouteContext<unknown, unknown>): Promise<Estimate["measured"]> {
  const { integrations, activity, launch, now } = context.dependencies;
  const counted: CountedIntegration[] = [];
  await sideBySide(
    (await integrations.list(segment(context, "organization"))).map((integration) => async () => {
      const { integrationId } = integration;
      counted.push({ integration, usage: await activity.usage(integrationId, MEASURED_MONTHS) });
    }),
    AT_A_TIME,
  );
  return measuredMonth(counted, now(), launch.homeRegion);
}
