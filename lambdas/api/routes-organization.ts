import {
  PackageDetail,
  PackageQuery,
  PackagesQuery,
  PackageSummary,
  VulnerabilitiesQuery,
  VulnerabilityDetail,
  VulnerabilitySummary,
} from "../../core/contract/api-organization.ts";
import { listOf } from "../../core/contract/page.ts";
import { PermanentError } from "../../core/errors.ts";
import type { ReadModel } from "../../core/images/list.ts";
import { find, readList } from "./read-images.ts";
import { NoQuery, type Route, route, segment } from "./route.ts";

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
  route({
    method: "GET",
    path: `${ORGANIZATION}/vulnerabilities/{vulnerabilityId}`,
    access: "member",
    summary: "One vulnerability",
    description:
      "What its advisories say, and the packages that have it. Which images: `GET …/images?vulnerability=`.",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "Vulnerability",
    response: VulnerabilityDetail,
    handle: (context) => {
      const id = segment(context, "vulnerabilityId");
      return find(
        context,
        (model) => withAsOf(model, model.vulnerability(id)),
        notFound("vulnerability"),
      );
    },
  }),
  route({
    method: "GET",
    path: `${ORGANIZATION}/package`,
    access: "member",
    summary: "One package with its versions",
    description:
      "By type and whole name, since a name may hold slashes. Which images hold it: `GET …/images?package=` with its name, or with the purl of a version.",
    query: PackageQuery,
    body: undefined,
    status: 200,
    answer: "Package",
    response: PackageDetail,
    handle: (context) =>
      find(context, (model) => withAsOf(model, model.package(context.query)), notFound("package")),
  }),
];

function withAsOf<T extends object>(
  { asOf }: ReadModel,
  found: T | undefined,
): (T & { readonly asOf: string | null }) | undefined {
  return found && { ...found, asOf };
}

function notFound(what: "vulnerability" | "package"): () => PermanentError {
  return () =>
    new PermanentError(
      `${what}-not-found`,
      `No image of the organization has this ${what}: the last one that had it left, or its name is wrong. The list of them says which there are.`,
    );
}
