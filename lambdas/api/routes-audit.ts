import { AuditEntry, AuditQuery } from "../../core/contract/api-audit.ts";
import { listOf } from "../../core/contract/page.ts";
import { type Route, route, segment } from "./route.ts";

export const auditRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/organizations/{organization}/audit",
    access: "owner",
    summary: "What was changed by whom",
    description: "Every change through this API, the newest first, for 400 days.",
    query: AuditQuery,
    body: undefined,
    status: 200,
    answer: "AuditList",
    response: listOf(AuditEntry),
    async handle(context) {
      const { audit } = context.dependencies;
      const page = await audit.list(segment(context, "organization"), context.query);
      return { ...page, asOf: null };
    },
  }),
];
