import type { PackageDetail, PackageSummary } from "../../../core/contract/api-organization.ts";
import { type ListAnswer, path, type Query, type Reading, reading } from "../api/reading.ts";

/** A page of the organization's packages; the query is `PackagesQuery` of the API. */
export function packagesReading(query: Query): Reading<ListAnswer<PackageSummary>> {
  return reading("packages", query);
}

/** A package with its versions. */
export function packageReading(type: string, name: string): Reading<PackageDetail> {
  return reading("package", { type, name });
}

/** Path of a package's page; its name may have anything in it, so that it is no part of the path. */
export function packagePage(type: string, name: string): string {
  return path`packages/package?type=${type}&name=${name}`;
}
