import * as z from "zod";
import { Finding, SeverityCounts } from "./findings.ts";
import { AnalysisWarning, ImageConfigSummary, InventoryLayer } from "./inventory.ts";
import { pageParameters } from "./page.ts";
import {
  ANALYSIS_CAUSES,
  ANALYSIS_OUTCOMES,
  IMAGE_STATES,
  PACKAGE_TYPES,
  SEVERITIES,
} from "./vocabulary.ts";

/** A filter by layer. */
const layer = z.coerce.number().int().min(0).max(10_000);

/** A filter's value: what no name of a repository, tag or package reaches. */
const text = z.string().min(1).max(1024);

/** Orders of the list of images; `-` is descending, `-vulnerabilities` the worst first. */
export const IMAGE_ORDERS = [
  "-pushedAt",
  "pushedAt",
  "repository",
  "-repository",
  "-vulnerabilities",
  "vulnerabilities",
] as const;

/** Query of the list of images. All filters given must hold. */
export const ImagesQuery = z.strictObject({
  registry: text.optional(),
  /** The whole name. */
  repository: text.optional(),
  /** How the name begins. */
  repositoryPrefix: text.optional(),
  /** How the repository's name or one of the tags begins. */
  text: text.optional(),
  tag: text.optional(),
  /** Of the platform manifest or of the index that it came by. */
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional(),
  state: z.enum(IMAGE_STATES).optional(),
  /** Has at least one vulnerability of this severity. */
  severity: z.enum(SEVERITIES).optional(),
  platform: text.optional(),
  /** Holds packages of an ecosystem that was not assessed. */
  unassessed: z.literal("true").optional(),
  /** A package that the image holds: a purl, a name, or `name@version`. */
  package: text.optional(),
  /** A vulnerability that the image has, for example `CVE-2021-44228`. */
  vulnerability: text.optional(),
  order: z.enum(IMAGE_ORDERS).default("-pushedAt"),
  ...pageParameters,
});
export type ImagesQuery = z.infer<typeof ImagesQuery>;

/** Query of an image's packages. */
export const ImagePackagesQuery = z.strictObject({
  type: z.enum(PACKAGE_TYPES).optional(),
  /** How the name begins, in either case. */
  name: text.optional(),
  /** The lowest layer that holds it, 0 = the lowest of the image. */
  layer: layer.optional(),
  ...pageParameters,
});
export type ImagePackagesQuery = z.infer<typeof ImagePackagesQuery>;

/** A package of an image. */
export const ImagePackage = z.object({
  purl: z.string(),
  type: z.enum(PACKAGE_TYPES),
  ecosystem: z.string(),
  /** With its namespace as people write it: `@babel/core`, `org.slf4j:slf4j-api`. */
  name: z.string(),
  version: z.string(),
  architecture: z.string().nullable(),
  sourceName: z.string().nullable(),
  sourceVersion: z.string().nullable(),
  licenses: z.array(z.string()),
  /** Places that hold it; `layer` is the index of a layer, 0 = the lowest. */
  locations: z.array(z.object({ path: z.string(), layer: z.int().min(0) })),
});
export type ImagePackage = z.infer<typeof ImagePackage>;

/** Orders of an image's vulnerabilities: the worst first, by identifier, by package. */
export const IMAGE_VULNERABILITY_ORDERS = ["-severity", "id", "package"] as const;

/** Query of an image's vulnerabilities. */
export const ImageVulnerabilitiesQuery = z.strictObject({
  severity: z.enum(SEVERITIES).optional(),
  /** `true`: only those with a fixed version; `false`: only those without. */
  fixable: z.enum(["true", "false"]).optional(),
  /** A package's purl, or how its name begins, in either case. */
  package: text.optional(),
  /** The lowest layer that holds the package. */
  layer: layer.optional(),
  order: z.enum(IMAGE_VULNERABILITY_ORDERS).default("-severity"),
  ...pageParameters,
});
export type ImageVulnerabilitiesQuery = z.infer<typeof ImageVulnerabilitiesQuery>;

/** One advisory that holds for one package of an image, with the package's name. */
export const ImageVulnerability = Finding.extend({
  packageName: z.string(),
  packageVersion: z.string(),
  /** Index of the lowest layer that holds the package. */
  layer: z.int().min(0),
});
export type ImageVulnerability = z.infer<typeof ImageVulnerability>;

/** A layer with what it brought. */
export const ImageLayer = InventoryLayer.extend({
  /** Different vulnerabilities of the packages whose first place is there; null: not matched yet. */
  vulnerabilities: SeverityCounts.nullable(),
});
export type ImageLayer = z.infer<typeof ImageLayer>;

/** The layers of an image, the lowest first. */
export const ImageLayers = z.object({ items: z.array(ImageLayer) });

/** How an image came to be and what its analysis could not read. */
export const ImageHistory = z.object({
  config: ImageConfigSummary,
  /** Instructions that made layers, the lowest first, secrets redacted. */
  items: z.array(
    z.object({ layer: z.int().min(0), digest: z.string(), createdBy: z.string().nullable() }),
  ),
  warnings: z.array(AnalysisWarning),
});

/** One analysis of an image. */
export const ImageAnalysis = z.object({
  /** What asked for it. */
  cause: z.enum(ANALYSIS_CAUSES),
  /** ISO 8601, as are the others. */
  requestedAt: z.string(),
  /** Of the last attempt. */
  startedAt: z.string(),
  /** Null: it is under way for the last time, or it was ended from outside. */
  finishedAt: z.string().nullable(),
  outcome: z.enum(ANALYSIS_OUTCOMES),
  /** Why it failed, and what to do; null of one that went well. */
  reason: z.string().nullable(),
  analyzerVersion: z.string(),
  /** What it found; null of one that failed. */
  packageCount: z.int().min(0).nullable(),
  vulnerabilities: SeverityCounts.nullable(),
});
export type ImageAnalysis = z.infer<typeof ImageAnalysis>;

/** The last analyses of an image, the latest first. */
export const ImageAnalyses = z.object({ items: z.array(ImageAnalysis) });

/** Formats of an image's bill of materials: this product's own, CycloneDX 1.6, SPDX 2.3. */
export const SBOM_FORMATS = ["json", "cyclonedx", "spdx"] as const;
export const SbomQuery = z.strictObject({ format: z.enum(SBOM_FORMATS).default("json") });

/** A new analysis was asked for. */
export const RetryAccepted = z.object({
  imageId: z.string(),
  /** ISO 8601. */
  requestedAt: z.string(),
});
