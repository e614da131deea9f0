import type { Advisory, AdvisoryRange } from "./port.ts";
import { isDistributionEcosystem } from "./ecosystem-name.ts";
import { OsvRanges, type OsvAffected, type OsvRecord } from "./osv.ts";
import { advisoryPackageName } from "./package-name.ts";
import { vendorSeverityOf } from "./vendor-severity.ts";

/** One advisory of one package, as a database stores it. */
export interface AdvisoryRow {
  /** OSV's name with its release, for example `npm`, `Debian:12`, `Ubuntu:22.04:LTS`. */
  readonly ecosystem: string;
  /** As `advisoryPackageName` makes it. */
  readonly packageName: string;
  readonly advisory: Advisory;
}

/** Enough for people; the advisory's own page has the rest. */
const MAX_REFERENCES = 10;
/** No advisory is older. */
const EARLIEST_DATE = Date.UTC(1988, 0);
const MAX_SUMMARY_CHARACTERS = 300;

/**
 * The rows of one OSV record: one for each package and ecosystem that it names, several
 * `affected` entries of one package merged. Withdrawn records and updates that fix no
 * vulnerability (AlmaLinux's and Rocky Linux's bug fix and enhancement advisories) have none.
 */
export function compileRecord(record: OsvRecord): AdvisoryRow[] {
  if (record.withdrawn !== undefined) return [];
  if (/^(?:AL|RL)[BE]A-/.test(record.id) && cvesOf(record.related).length === 0) return [];

  const affectedByPackage = new Map<string, AffectedPackage>();
  for (const affected of record.affected) {
    if (affected.package === undefined) continue;
    const { ecosystem } = affected.package;
    const packageName = advisoryPackageName(ecosystem, affected.package.name);
    const key = `${ecosystem}\n${packageName}`;
    const known = affectedByPackage.get(key);
    if (known === undefined)
      affectedByPackage.set(key, { ecosystem, packageName, entries: [affected] });
    else known.entries.push(affected);
  }
  const rows: AdvisoryRow[] = [];
  for (const { ecosystem, packageName, entries } of affectedByPackage.values()) {
    const row = compilePackage(record, ecosystem, packageName, entries);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

interface AffectedPackage {
  readonly ecosystem: string;
  readonly packageName: string;
  readonly entries: OsvAffected[];
}

/** Undefined: the entries say of no version that it is affected (only commits, for example). */
function compilePackage(
  record: OsvRecord,
  ecosystem: string,
  packageName: string,
  entries: readonly OsvAffected[],
): AdvisoryRow | undefined {
  const ranges = entries.flatMap(rangesOf);
  // A distribution's list of versions is made from its ranges; keeping it would double the file.
  const rangesSuffice = ranges.length > 0 && isDistributionEcosystem(ecosystem);
  const versions = rangesSuffice ? [] : [...new Set(entries.flatMap((entry) => entry.versions))];
  if (ranges.length === 0 && versions.length === 0) return undefined;

  const { aliases, upstream } = namesOf(record);
  const summary = summaryOf(record);
  const vendorSeverity = vendorSeverityOf(record, entries);
  return {
    ecosystem,
    packageName,
    advisory: {
      id: record.id,
      aliases,
      ...(upstream.length > 0 ? { upstream } : {}),
      ...(summary === undefined ? {} : { summary }),
      ...(hasDate(record.published) ? { publishedAt: record.published } : {}),
      references: [...new Set(record.references.map(({ url }) => url))].slice(0, MAX_REFERENCES),
      ...(vendorSeverity === undefined ? {} : { vendorSeverity }),
      cvssVectors: cvssVectorsOf(record, entries),
      ranges,
      versions,
    },
  };
}

/** Some sources write the year 1 where they know no date. */
function hasDate(date: string | undefined): date is string {
  return date !== undefined && Date.parse(date) > EARLIEST_DATE;
}

/** When a record last changed, each ISO 8601 in one form, so that text order is time order; empty: unknown. */
export interface RecordDates {
  /** As the record says. */
  readonly modified: string;
  /** For sources that leave `modified` out: when it was published, or when its file was changed. */
  readonly otherwise: string;
}

/** @param fileChangedAt When the record's file was changed, where that is known. */
export function datesOf(record: OsvRecord, fileChangedAt: string | undefined): RecordDates {
  return {
    modified: newest([record.modified]),
    otherwise: newest([record.published, fileChangedAt]),
  };
}

function newest(dates: readonly (string | undefined)[]): string {
  const times = dates.filter(hasDate).map((date) => Date.parse(date));
  return times.length === 0 ? "" : new Date(Math.max(...times)).toISOString();
}

function rangesOf(affected: OsvAffected): AdvisoryRange[] {
  const ranges = affected.ranges.filter(({ type }) => type === "SEMVER" || type === "ECOSYSTEM");
  return customGoRanges(affected, ranges)
    .map(({ events }) => ({
      events: events.map(({ introduced, fixed, last_affected: lastAffected, limit }) => ({
        ...(introduced === undefined ? {} : { introduced }),
        ...(fixed === undefined ? {} : { fixed }),
        ...(lastAffected === undefined ? {} : { lastAffected }),
        ...(limit === undefined ? {} : { limit }),
      })),
    }))
    .filter(({ events }) => events.length > 0);
}

/**
 * Go's database says "every version" of modules whose tags the Go command does not know,
 * and puts the range in those tags beside it: take it, or everything would be affected for ever.
 * https://go.dev/doc/security/vuln/database (custom_ranges)
 */
function customGoRanges(
  affected: OsvAffected,
  ranges: OsvAffected["ranges"],
): OsvAffected["ranges"] {
  const custom = affected.ecosystem_specific?.["custom_ranges"];
  if (affected.package?.ecosystem !== "Go" || !Array.isArray(custom)) return ranges;
  const everything = ranges.every(
    ({ events }) => events.length === 1 && events[0]?.introduced === "0",
  );
  return everything ? OsvRanges.parse(custom) : ranges;
}

/**
 * Other names of the same vulnerability, and the vulnerabilities that a collective advisory fixes.
 * `DEBIAN-CVE-2024-1` is CVE-2024-1; a DSA that names one CVE is that CVE; one that names several is none of them.
 */
function namesOf(record: OsvRecord): { aliases: string[]; upstream: string[] } {
  const aliases = new Set(record.aliases);
  const named = /-(CVE-\d{4}-\d{4,})$/.exec(record.id)?.[1];
  if (named !== undefined) aliases.add(named);
  if (aliases.size > 0) return { aliases: [...aliases], upstream: [] };

  const upstream = cvesOf(record.upstream.length > 0 ? record.upstream : record.related);
  return upstream.length === 1 ? { aliases: upstream, upstream: [] } : { aliases: [], upstream };
}

function cvesOf(identifiers: readonly string[]): string[] {
  return [...new Set(identifiers.filter((identifier) => /^CVE-\d{4}-\d{4,}$/.test(identifier)))];
}

function summaryOf(record: OsvRecord): string | undefined {
  const text = (record.summary ?? record.details?.split("\n", 1)[0] ?? "").trim();
  if (text === "") return undefined;
  return text.length <= MAX_SUMMARY_CHARACTERS
    ? text
    : `${text.slice(0, MAX_SUMMARY_CHARACTERS - 1)}…`;
}

/** A rating of the package goes before the record's own. */
function cvssVectorsOf(record: OsvRecord, entries: readonly OsvAffected[]): string[] {
  const ofPackage = entries.flatMap((entry) => entry.severity);
  const ratings = ofPackage.some(isCvss) ? ofPackage : record.severity;
  return [...new Set(ratings.filter(isCvss).map(({ score }) => score))];
}

function isCvss(severity: OsvRecord["severity"][number]): boolean {
  return severity.type.startsWith("CVSS_");
}
