import type { Advisory, AdvisoryDatabase, AdvisorySource } from "../advisories/port.ts";
import type { Assessment, Finding, FindingReport } from "../contract/findings.ts";
import type { Distribution, Inventory, InventoryPackage } from "../contract/inventory.ts";
import type { Ecosystem } from "../ecosystems/ecosystem.ts";
import { PermanentError } from "../errors.ts";
import { withoutRepeated } from "./collective.ts";
import { countBySeverity, severityRank } from "./counts.ts";
import { evaluate } from "./evaluate.ts";
import { mergeMatches, type Match, type PackageFinding } from "./merge.ts";
import { createRater, type Rating } from "./severity.ts";

/** What matching needs beside the inventory and the advisories. */
export interface MatchOptions {
  /** How versions compare and what advisories call packages. */
  readonly ecosystems: readonly Ecosystem[];
  /** ISO 8601; goes into the report. */
  readonly matchedAt: string;
}

/**
 * Matches every package of an inventory against the advisories of its ecosystem, of which only
 * those that the inventory holds are opened.
 *
 * An ecosystem without a usable database is `not-assessed` with the reason, never "no findings".
 *
 * @throws TransientError of the source: try again later.
 */
export async function matchInventory(
  inventory: Inventory,
  advisories: AdvisorySource,
  options: MatchOptions,
): Promise<FindingReport> {
  const rateOnce = createRater();
  const findings: Finding[] = [];
  const assessed: Assessment[] = [];
  for (const group of groupPackages(inventory, options.ecosystems)) {
    const { name, packages } = group;
    const opened = await openFor(group, advisories);
    if ("reason" in opened) {
      const { reason } = opened;
      assessed.push({
        ecosystem: name,
        coverage: "not-assessed",
        packageCount: packages.length,
        reason,
      });
      continue;
    }
    const { database, ecosystem } = opened;
    try {
      matchPackages(packages, database, ecosystem, rateOnce, findings);
      const { coverage, asOf } = database;
      assessed.push({ ecosystem: name, coverage, asOf, packageCount: packages.length });
    } finally {
      database.close();
    }
  }
  assessed.sort((a, b) => compareText(a.ecosystem, b.ecosystem));
  findings.sort(byImportance);
  return {
    schemaVersion: 1,
    matchedAt: options.matchedAt,
    assessed,
    counts: countBySeverity(findings),
    findings,
  };
}

/** The packages of one advisory ecosystem. */
interface PackageGroup {
  /** OSV's name, or a description where OSV has none. */
  readonly name: string;
  readonly packages: InventoryPackage[];
  /** Why they can't be assessed, whatever the source holds; undefined: they can. */
  readonly obstacle?: string;
  readonly ecosystem?: Ecosystem;
}

function groupPackages(inventory: Inventory, ecosystems: readonly Ecosystem[]): PackageGroup[] {
  const groups = new Map<string, PackageGroup>();
  for (const pkg of inventory.packages) {
    let group = groups.get(pkg.ecosystem);
    if (group === undefined) {
      const ecosystem = ecosystems.find(({ id }) => id === pkg.ecosystem);
      group = createGroup(pkg, ecosystem, inventory.distribution);
      groups.set(pkg.ecosystem, group);
    }
    group.packages.push(pkg);
  }
  return [...groups.values()];
}

function createGroup(
  pkg: InventoryPackage,
  ecosystem: Ecosystem | undefined,
  distribution: Distribution | undefined,
): PackageGroup {
  if (ecosystem === undefined) {
    const obstacle = `This version does not know how packages of the ecosystem ${pkg.ecosystem} compare. Update it.`;
    return { name: pkg.ecosystem, packages: [], obstacle };
  }
  const name = ecosystem.advisoryEcosystem(distribution);
  if (name !== undefined) return { name, packages: [], ecosystem };
  const release = [distribution?.id, distribution?.versionId].filter((part) => part !== undefined);
  const people = distribution?.prettyName ?? release.join(" ");
  const obstacle =
    distribution === undefined
      ? `The image does not say which distribution its ${pkg.type} packages are of (no os-release), so no advisories can be chosen.`
      : `OSV has no advisories for ${people}, so its ${pkg.type} packages can't be assessed.`;
  const label = release.length === 0 ? pkg.ecosystem : release.join(":");
  return { name: label, packages: [], obstacle };
}

async function openFor(
  group: PackageGroup,
  advisories: AdvisorySource,
): Promise<{ database: AdvisoryDatabase; ecosystem: Ecosystem } | { reason: string }> {
  const { name, ecosystem } = group;
  if (ecosystem === undefined) return { reason: group.obstacle ?? "" };
  try {
    const database = await advisories.open(name);
    if (database !== undefined) return { database, ecosystem };
    return {
      reason: `There is no advisory database for ${name}. \`npm run advisories\` downloads it, or builds it from files.`,
    };
  } catch (error) {
    if (error instanceof PermanentError) return { reason: error.message };
    throw error;
  }
}

function matchPackages(
  packages: readonly InventoryPackage[],
  database: AdvisoryDatabase,
  ecosystem: Ecosystem,
  rateOnce: (advisory: Advisory) => Rating,
  findings: Finding[],
): void {
  const advisoriesByName = new Map<string, readonly Advisory[]>();
  // Binary packages of one source package share what was found of it.
  const foundByVersion = new Map<string, PackageFinding[]>();
  const compare = ecosystem.compareVersions.bind(ecosystem);
  for (const pkg of packages) {
    const { name, version } = ecosystem.advisoryKey(pkg);
    const key = `${name}\n${version}`;
    let found = foundByVersion.get(key);
    if (found === undefined) {
      let candidates = advisoriesByName.get(name);
      if (candidates === undefined) {
        candidates = withoutRepeated(database.lookup(name));
        advisoriesByName.set(name, candidates);
      }
      const matches: Match[] = [];
      for (const advisory of candidates) {
        const verdict = evaluate(advisory, version, compare);
        if (verdict) matches.push({ advisory, verdict, rating: rateOnce(advisory) });
      }
      found = mergeMatches(matches);
      foundByVersion.set(key, found);
    }
    for (const finding of found) findings.push({ ...finding, purl: pkg.purl });
  }
}

function byImportance(a: Finding, b: Finding): number {
  return (
    severityRank(a.severity) - severityRank(b.severity) ||
    compareText(a.id, b.id) ||
    compareText(a.purl, b.purl)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
