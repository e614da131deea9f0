import * as z from "zod";
import { Me } from "../../core/contract/api-organization.ts";
import { membershipsOf } from "../../core/members/memberships.ts";
import { openApiDocument } from "./openapi.ts";
import { NoQuery, principalOf, type Route, route } from "./route.ts";

/** @param routes The whole table, which the document describes. */
export function openApiRoute(routes: () => readonly Route[]): Route {
  return route({
    method: "GET",
    path: "/v1/openapi.json",
    access: "public",
    summary: "This description of the API",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "OpenApiDocument",
    response: z.record(z.string(), z.unknown()),
    handle: ({ dependencies }) => openApiDocument(routes(), dependencies.publicUrl),
  });
}

export const accountRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/me",
    access: "authenticated",
    summary: "Who you are, and your organizations",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "Me",
    response: Me,
    async handle(context): Promise<z.infer<typeof Me>> {
      const principal = principalOf(context);
      const { issuer, subject } = principal;
      const { members } = context.dependencies;
      const { name, organizations } = await membershipsOf(members, principal);
      return { issuer, subject, name, organizations: [...organizations] };
    },
  }),
];
