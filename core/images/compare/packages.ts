import type { PackageDifference } from "../../contract/api-compare.ts";
import type { PackageChange, PackageType } from "../../contract/vocabulary.ts";
import { ecosystemById } from "../../ecosystems/index.ts";

/** A package of one image, as far as a comparison asks. */
export interface ComparedPackage {
  readonly purl: string;
  readonly type: PackageType;
  /** Folder of core/ecosystems: whose order of versions holds. */
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly architecture: string | null;
}

/**
 * What became of packages: those of one name, type and architecture are one package, whose
 * versions are paired in their order; what is left over was added or removed.
 *
 * @param from Packages that only the first image has, by purl.
 * @param to Packages that only the second has.
 * @returns By name.
 */
export function comparePackages(
  from: readonly ComparedPackage[],
  to: readonly ComparedPackage[],
): readonly PackageDifference[] {
  const before = Map.groupBy(from, nameOf);
  const after = Map.groupBy(to, nameOf);
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .flatMap((name) => pairs(before.get(name) ?? [], after.get(name) ?? []));
}

function nameOf({ name, type, architecture }: ComparedPackage): string {
  return `${name.toLowerCase()}\n${name}\n${type}\n${architecture ?? ""}`;
}

function pairs(
  from: readonly ComparedPackage[],
  to: readonly ComparedPackage[],
): readonly PackageDifference[] {
  const before = from.toSorted(byVersion);
  const after = to.toSorted(byVersion);
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) =>
    differenceOf(before[index], after[index]),
  ).filter((one) => one !== undefined);
}

function differenceOf(
  from: ComparedPackage | undefined,
  to: ComparedPackage | undefined,
): PackageDifference | undefined {
  const one = to ?? from;
  if (!one) return undefined;
  return {
    change: changeOf(from, to),
    type: one.type,
    name: one.name,
    architecture: one.architecture,
    from: versionOf(from),
    to: versionOf(to),
  };
}

function versionOf(one: ComparedPackage | undefined): PackageDifference["from"] {
  return one ? { purl: one.purl, version: one.version } : null;
}

function changeOf(
  from: ComparedPackage | undefined,
  to: ComparedPackage | undefined,
): PackageChange {
  if (!from) return "added";
  if (!to) return "removed";
  const order = orderOf(from, to);
  if (order === undefined || order === 0) return "changed";
  return order < 0 ? "upgraded" : "downgraded";
}

function orderOf(a: ComparedPackage, b: ComparedPackage): number | undefined {
  return ecosystemById(b.ecosystem)?.compareVersions(a.version, b.version);
}

/** Versions without an order stand by their letters, so that the same images compare the same. */
function byVersion(a: ComparedPackage, b: ComparedPackage): number {
  const order = orderOf(a, b) ?? 0;
  if (order !== 0) return order;
  if (a.purl === b.purl) return 0;
  return a.purl < b.purl ? -1 : 1;
}
