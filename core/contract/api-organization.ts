import * as z from "zod";
import { Finding, SeverityCounts } from "./findings.ts";
import { pageParameters } from "./page.ts";
import { PACKAGE_TYPES, ROLES, SEVERITIES } from "./vocabulary.ts";

const text = z.string().min(1).max(1024);

/**
 * Orders of an organization's vulnerabilities: the worst first, by band or by score, the most
 * widespread first, the newest here first, by name.
 */
export const VULNERABILITY_ORDERS = [
  "-severity",
  "-cvss",
  "-imageCount",
  "-firstSeenAt",
  "id",
] as const;

/** Query of an organization's vulnerabilities. */
export const VulnerabilitiesQuery = z.strictObject({
  severity: z.enum(SEVERITIES).optional(),
  /** How the identifier begins, in either case: `cve-2024-`. */
  id: text.optional(),
  /** `true`: only those with a fixed version for some package; `false`: only those without. */
  fixable: z.enum(["true", "false"]).optional(),
  /** How the name of a package that has it begins, with or without its namespace, in either case. */
  package: text.optional(),
  /** New here since then, ISO 8601. */
  since: z.iso.datetime().optional(),
  order: z.enum(VULNERABILITY_ORDERS).default("-severity"),
  ...pageParameters,
});
export type VulnerabilitiesQuery = z.infer<typeof VulnerabilitiesQuery>;

/** A vulnerability of at least one image of an organization. */
export const VulnerabilitySummary = z.object({
  /** The CVE where there is one, else the advisory's own identifier. */
  id: z.string(),
  /** The worst of its advisories. */
  severity: z.enum(SEVERITIES),
  advisoryIds: z.array(z.string()),
  summary: z.string().nullable(),
  publishedAt: z.string().nullable(),
  /** The highest base score of its advisories; null: none has one. */
  cvss: z.number().nullable(),
  /** When it was published and an image that has it was pushed, whichever came later. */
  firstSeenAt: z.string().nullable(),
  /** Some package of it has a fixed version. */
  fixable: z.boolean(),
  /** Images that have it. */
  imageCount: z.int().min(0),
  /** Different packages that have it; at most 20 are named. */
  packageCount: z.int().min(0),
  packages: z.array(
    z.object({
      purl: z.string(),
      name: z.string(),
      version: z.string(),
      fixedVersion: z.string().nullable(),
    }),
  ),
});
export type VulnerabilitySummary = z.infer<typeof VulnerabilitySummary>;

/** What one advisory says of a vulnerability. */
export const VulnerabilityAdvisory = Finding.pick({
  advisoryId: true,
  aliases: true,
  severity: true,
  severitySource: true,
  cvss: true,
  summary: true,
  publishedAt: true,
  references: true,
});
export type VulnerabilityAdvisory = z.infer<typeof VulnerabilityAdvisory>;

/** One vulnerability of at least one image of an organization. */
export const VulnerabilityDetail = VulnerabilitySummary.omit({ packages: true }).extend({
  /** The worst first. */
  advisories: z.array(VulnerabilityAdvisory),
  /** At most 500 packages that have it, the most widespread first; `packageCount` counts all. */
  packages: z.array(
    z.object({
      purl: z.string(),
      type: z.enum(PACKAGE_TYPES),
      name: z.string(),
      version: z.string(),
      /** Images that hold it. */
      imageCount: z.int().min(0),
      affectedRange: z.string(),
      fixedVersion: z.string().nullable(),
    }),
  ),
  asOf: z.string().nullable(),
});
export type VulnerabilityDetail = z.infer<typeof VulnerabilityDetail>;

/** Orders of an organization's packages. */
export const PACKAGE_ORDERS = ["name", "-imageCount"] as const;

/** Query of an organization's packages. */
export const PackagesQuery = z.strictObject({
  type: z.enum(PACKAGE_TYPES).optional(),
  /** How the name begins, with or without its namespace, in either case. */
  name: text.optional(),
  /** One of its licences, as the package writes it. */
  license: text.optional(),
  /** A vulnerability that it has, for example `CVE-2021-44228`. */
  vulnerability: text.optional(),
  order: z.enum(PACKAGE_ORDERS).default("name"),
  ...pageParameters,
});
export type PackagesQuery = z.infer<typeof PackagesQuery>;

/** A package of at least one image of an organization. */
export const PackageSummary = z.object({
  purl: z.string(),
  type: z.enum(PACKAGE_TYPES),
  name: z.string(),
  version: z.string(),
  licenses: z.array(z.string()),
  /** Images that hold it. */
  imageCount: z.int().min(0),
  /** Versions of packages of this type and name. */
  versionCount: z.int().min(0),
  /** Different vulnerabilities that it has in some image. */
  vulnerabilities: SeverityCounts,
});
export type PackageSummary = z.infer<typeof PackageSummary>;

/** Names a package, whatever its version. */
export const PackageQuery = z.strictObject({
  type: z.enum(PACKAGE_TYPES),
  /** The whole name with its namespace, in either case: `@babel/core`. */
  name: text,
});
export type PackageQuery = z.infer<typeof PackageQuery>;

/** A package with its versions. */
export const PackageDetail = z.object({
  type: z.enum(PACKAGE_TYPES),
  name: z.string(),
  /** Images that hold any of its versions. */
  imageCount: z.int().min(0),
  versionCount: z.int().min(0),
  licenses: z.array(z.string()),
  /** At most 500, the most widespread first; `versionCount` counts all. */
  versions: z.array(
    PackageSummary.pick({ purl: true, version: true, licenses: true, imageCount: true }).extend({
      architecture: z.string().nullable(),
      vulnerabilities: SeverityCounts,
    }),
  ),
  /** At most 500 vulnerabilities of any of its versions, the worst first. */
  vulnerabilities: z.array(
    z.object({
      id: z.string(),
      severity: z.enum(SEVERITIES),
      summary: z.string().nullable(),
      cvss: z.number().nullable(),
      versionCount: z.int().min(0),
      affectedRange: z.string(),
      fixedVersion: z.string().nullable(),
    }),
  ),
  asOf: z.string().nullable(),
});
export type PackageDetail = z.infer<typeof PackageDetail>;

/** Who asks, and in which organizations. */
export const Me = z.object({
  issuer: z.string(),
  subject: z.string(),
  name: z.string().nullable(),
  organizations: z.array(
    z.object({ organizationId: z.string(), name: z.string(), role: z.enum(ROLES) }),
  ),
});
