import {
  ComparePackagesQuery,
  CompareQuery,
  CompareVulnerabilitiesQuery,
  ImageComparison,
  PackageDifference,
  VulnerabilityDifference,
} from "../../core/contract/api-compare.ts";
import { listOf } from "../../core/contract/page.ts";
import { PACKAGE_CHANGES } from "../../core/contract/vocabulary.ts";
import { compareInventories } from "../../core/images/compare/inventories.ts";
import { comparePackages } from "../../core/images/compare/packages.ts";
import { pageOf } from "../../core/images/compare/page.ts";
import {
  compareVulnerabilities,
  countVulnerabilities,
} from "../../core/images/compare/vulnerabilities.ts";
import type { ReadModel } from "../../core/images/list.ts";
import { find, readInventory, readList } from "./read-images.ts";
import { type Route, route, type RouteContext } from "./route.ts";

const COMPARE = "/v1/organizations/{organization}/compare";

export const compareRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: COMPARE,
    access: "member",
    summary: "Two images compared",
    description:
      "What became of the image `from` in the image `to`, in numbers; both must be analysed, and may be of different repositories. 404 `not-analyzed` names the one that was not.",
    query: CompareQuery,
    body: undefined,
    status: 200,
    answer: "ImageComparison",
    response: ImageComparison,
    handle: compare,
  }),
  route({
    method: "GET",
    path: `${COMPARE}/packages`,
    access: "member",
    summary: "Packages that differ between two images",
    description:
      "By name. Versions of one package are paired in the order of its ecosystem; `changed` are those that have none.",
    query: ComparePackagesQuery,
    body: undefined,
    status: 200,
    answer: "PackageDifferenceList",
    response: listOf(PackageDifference),
    handle: ({ query, ...context }) =>
      readList({ query, ...context }, (model) => {
        const found = model.differentPackages(query.from, query.to);
        if (!found) return undefined;
        const differences = comparePackages(found.from, found.to).filter(
          ({ change, type }) =>
            (query.change ?? change) === change && (query.type ?? type) === type,
        );
        return pageOf("compare-packages", differences, query);
      }),
  }),
  route({
    method: "GET",
    path: `${COMPARE}/vulnerabilities`,
    access: "member",
    summary: "Vulnerabilities of two images",
    description: "The worst first. At most 20 packages are named of each.",
    query: CompareVulnerabilitiesQuery,
    body: undefined,
    status: 200,
    answer: "VulnerabilityDifferenceList",
    response: listOf(VulnerabilityDifference),
    handle: ({ query, ...context }) =>
      readList({ query, ...context }, (model) => {
        const differences = vulnerabilitiesOf(model, query)?.filter(
          ({ change, severity }) =>
            (query.change ?? change) === change && (query.severity ?? severity) === severity,
        );
        return differences && pageOf("compare-vulnerabilities", differences, query);
      }),
  }),
];

async function compare(context: RouteContext<CompareQuery, unknown>): Promise<ImageComparison> {
  const { from, to } = context.query;
  const found = await find(context, (model) => {
    const images = { from: model.image(from), to: model.image(to) };
    const packages = model.differentPackages(from, to);
    const vulnerabilities = vulnerabilitiesOf(model, context.query);
    if (!images.from || !images.to || !packages || !vulnerabilities) return undefined;
    const isMatched = images.from.vulnerabilities !== null && images.to.vulnerabilities !== null;
    return {
      from: images.from,
      to: images.to,
      packages: countPackages(packages),
      vulnerabilities: isMatched ? countVulnerabilities(vulnerabilities) : null,
      asOf: model.asOf,
    };
  });
  const before = await readInventory(context, from);
  const after = await readInventory(context, to);
  return { ...found, ...compareInventories(before, after) };
}

function vulnerabilitiesOf(
  model: ReadModel,
  { from, to }: CompareQuery,
): readonly VulnerabilityDifference[] | undefined {
  const before = model.findingsOf(from);
  const after = model.findingsOf(to);
  return before && after && compareVulnerabilities(before, after);
}

function countPackages({
  from,
  to,
  unchanged,
}: NonNullable<ReturnType<ReadModel["differentPackages"]>>): ImageComparison["packages"] {
  const differences = comparePackages(from, to);
  const counts = PACKAGE_CHANGES.map((change) => [
    change,
    differences.filter((one) => one.change === change).length,
  ]);
  return {
    ...(Object.fromEntries(counts) as Omit<ImageComparison["packages"], "unchanged">),
    unchanged,
  };
}
