import {
  PackagesQuery,
  PackageSummary,
  VulnerabilitiesQuery,
  VulnerabilitySummary,
} from "../../core/contract/api-organization.ts";
import { listOf } from "../../core/contract/page.ts";
import { readList } from "./read-images.ts";
import { type Route, route } from "./route.ts";

const ORGANIZATION = "/v1/organizations/{organization}";

export const organizationRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: `${ORGANIZATION}/vulnerabilities`,
    access: "member",
    summary: "Vulnerabilities of all images",
    query: VulnerabilitiesQuery,
    body: undefined,
    status: 200,
    answer: "VulnerabilityList",
    response: listOf(VulnerabilitySummary),
    handle: (context) => readList(context, (model) => model.vulnerabilities(context.query)),
  }),
  route({
    method: "GET",
    path: `${ORGANIZATION}/packages`,
    access: "member",
    summary: "Packages of all images",
    query: PackagesQuery,
    body: undefined,
    status: 200,
    answer: "PackageList",
    response: listOf(PackageSummary),
    handle: (context) => readList(context, (model) => model.packages(context.query)),
  }),
];
