import { Estimate, EstimateQuery } from "../../core/contract/api-estimate.ts";
import { estimate } from "../../core/integrations/estimate.ts";
import { type Route, route } from "./route.ts";

/** Before the routes of integrations: `estimate` is no identifier of one. */
export const estimateRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/organizations/{organization}/integrations/estimate",
    access: "member",
    summary: "What integrations cost a month",
    description:
      "In the AWS account of the registry, in US dollars, by the list prices of one Region: each resource of the stack and the pulling of images, with how it comes about. `seed` is what the product's published page says of it.",
    query: EstimateQuery,
    body: undefined,
    status: 200,
    answer: "Estimate",
    response: Estimate,
    handle({ query, dependencies: { launch, brand } }): Estimate {
      return estimate(query, { homeRegion: launch.homeRegion, brandPrefix: brand.prefix });
    },
  }),
];
