import * as z from "zod";
import { COVERAGES, SEVERITIES } from "./vocabulary.ts";

/** How one advisory ecosystem's packages were assessed. */
export const Assessment = z.object({
  /** An ecosystem as OSV names it, for example `npm` or `Debian:12`. */
  ecosystem: z.string(),
  coverage: z.enum(COVERAGES),
  /** Date of the newest record of the source, ISO 8601; absent when not assessed. */
  asOf: z.string().optional(),
  /** Packages of the image in this ecosystem. */
  packageCount: z.int().min(0),
  /** Why it was not assessed, one sentence. */
  reason: z.string().optional(),
});
export type Assessment = z.infer<typeof Assessment>;

/** A CVSS rating: the vector as published, its version and its base score. */
export const Cvss = z.object({
  version: z.string(),
  vector: z.string(),
  score: z.number().min(0).max(10),
});
export type Cvss = z.infer<typeof Cvss>;

/** One advisory that holds for one package of an image. */
export const Finding = z.object({
  /** What people call it: the CVE where there is one, else the advisory's own identifier. */
  id: z.string(),
  advisoryId: z.string(),
  aliases: z.array(z.string()),
  /** purl of the package in the inventory. */
  purl: z.string(),
  /** `unknown`: a version could not be compared, so it may or may not be affected. */
  status: z.enum(["affected", "unknown"]),
  severity: z.enum(SEVERITIES),
  /** Where the severity comes from: the vendor's own rating, a CVSS vector, or nowhere. */
  severitySource: z.enum(["vendor", "cvss", "none"]),
  cvss: Cvss.optional(),
  /** For people, for example `>=1.0.0, <1.2.3`. */
  affectedRange: z.string(),
  /** The lowest fixed version above the installed one. */
  fixedVersion: z.string().optional(),
  summary: z.string().optional(),
  publishedAt: z.string().optional(),
  /** At most ten addresses. */
  references: z.array(z.string()).optional(),
});
export type Finding = z.infer<typeof Finding>;

/** Number of different vulnerabilities of an image by severity. */
export const SeverityCounts = z.object({
  critical: z.int().min(0),
  high: z.int().min(0),
  medium: z.int().min(0),
  low: z.int().min(0),
  unspecified: z.int().min(0),
});
export type SeverityCounts = z.infer<typeof SeverityCounts>;

/** The result of matching one inventory against the advisories of one moment. */
export const FindingReport = z.object({
  schemaVersion: z.literal(1),
  /** ISO 8601. */
  matchedAt: z.string(),
  assessed: z.array(Assessment),
  counts: SeverityCounts,
  /** Sorted by severity, then id, then purl. */
  findings: z.array(Finding),
});
export type FindingReport = z.infer<typeof FindingReport>;
