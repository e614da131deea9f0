import * as z from "zod";
import { pageParameters } from "./page.ts";
import { PACKAGE_TYPES, ROLES, SEVERITIES } from "./vocabulary.ts";

const text = z.string().min(1).max(1024);

/** Orders of an organization's vulnerabilities: the worst first, the most widespread first, by name. */
export const VULNERABILITY_ORDERS = ["-severity", "-imageCount", "id"] as const;

/** Query of an organization's vulnerabilities. */
export const VulnerabilitiesQuery = z.strictObject({
  severity: z.enum(SEVERITIES).optional(),
  /** How the identifier begins, in either case: `cve-2024-`. */
  id: text.optional(),
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

/** Orders of an organization's packages. */
export const PACKAGE_ORDERS = ["name", "-imageCount"] as const;

/** Query of an organization's packages. */
export const PackagesQuery = z.strictObject({
  type: z.enum(PACKAGE_TYPES).optional(),
  /** How the name begins, with or without its namespace, in either case. */
  name: text.optional(),
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
});
export type PackageSummary = z.infer<typeof PackageSummary>;

/** Who asks, and in which organizations. */
export const Me = z.object({
  issuer: z.string(),
  subject: z.string(),
  name: z.string().nullable(),
  organizations: z.array(
    z.object({ organizationId: z.string(), name: z.string(), role: z.enum(ROLES) }),
  ),
});
