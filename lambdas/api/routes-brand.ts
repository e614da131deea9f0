import { PublicBrand } from "../../core/contract/brand.ts";
import { NoQuery, route } from "./route.ts";

/** What dashboard and command line call the product, which they need before anybody signs in. */
export const brandRoute = route({
  method: "GET",
  path: "/v1/brand",
  access: "public",
  summary: "What the product is called here",
  description: "Name, logo and dashboard that the operator has set.",
  query: NoQuery,
  body: undefined,
  status: 200,
  answer: "Brand",
  response: PublicBrand,
  handle({ dependencies: { brand, launch } }): PublicBrand {
    return {
      name: brand.name,
      dashboardUrl: brand.dashboardUrl ?? null,
      logoUrl: brand.logoUrl ?? null,
      stackName: launch.stackName,
    };
  },
});
