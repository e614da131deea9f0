import * as z from "zod";
import { SeverityCounts } from "./findings.ts";
import { Image } from "./image.ts";
import { InventoryLayer } from "./inventory.ts";
import { pageParameters } from "./page.ts";
import { PACKAGE_CHANGES, PACKAGE_TYPES, SEVERITIES, VULNERABILITY_CHANGES } from "./vocabulary.ts";

const imageId = z.string().regex(/^[0-9a-f]{32}$/);

/** Which two images are compared: what became of `from` in `to`. */
const pair = { from: imageId, to: imageId };

/** Query of a comparison. */
export const CompareQuery = z.strictObject(pair);
export type CompareQuery = z.infer<typeof CompareQuery>;

const count = z.int().min(0);

/** Two images side by side. */
export const ImageComparison = z.object({
  from: Image,
  to: Image,
  /** Packages by what became of them; `unchanged` are in both. */
  packages: z.object({
    added: count,
    removed: count,
    upgraded: count,
    downgraded: count,
    changed: count,
    unchanged: count,
  }),
  /** Different vulnerabilities by what became of them. Null: one of the images has no findings. */
  vulnerabilities: z
    .object({ new: SeverityCounts, fixed: SeverityCounts, unchanged: SeverityCounts })
    .nullable(),
  /** Layers from the lowest up that both have, then those of each alone. */
  layers: z.object({
    shared: z.array(InventoryLayer),
    from: z.array(InventoryLayer),
    to: z.array(InventoryLayer),
  }),
  /** Compressed, bytes; `shared` is of the layers that both have. */
  size: z.object({ from: count, to: count, shared: count }),
  /** What differs: of the config by its name there, a label as `labels.<name>`. Null: it is absent. */
  configuration: z.array(
    z.object({
      name: z.string(),
      from: z.array(z.string()).nullable(),
      to: z.array(z.string()).nullable(),
    }),
  ),
  asOf: z.string().nullable(),
});
export type ImageComparison = z.infer<typeof ImageComparison>;

/** Query of the packages that differ. */
export const ComparePackagesQuery = z.strictObject({
  ...pair,
  change: z.enum(PACKAGE_CHANGES).optional(),
  type: z.enum(PACKAGE_TYPES).optional(),
  ...pageParameters,
});
export type ComparePackagesQuery = z.infer<typeof ComparePackagesQuery>;

/** One of two versions. */
const version = z.object({ purl: z.string(), version: z.string() }).nullable();

/** A package that differs. */
export const PackageDifference = z.object({
  change: z.enum(PACKAGE_CHANGES),
  type: z.enum(PACKAGE_TYPES),
  name: z.string(),
  architecture: z.string().nullable(),
  /** Null: it was added. */
  from: version,
  /** Null: it was removed. */
  to: version,
});
export type PackageDifference = z.infer<typeof PackageDifference>;

/** Query of the vulnerabilities of two images. */
export const CompareVulnerabilitiesQuery = z.strictObject({
  ...pair,
  change: z.enum(VULNERABILITY_CHANGES).optional(),
  severity: z.enum(SEVERITIES).optional(),
  ...pageParameters,
});
export type CompareVulnerabilitiesQuery = z.infer<typeof CompareVulnerabilitiesQuery>;

/** A vulnerability of at least one of two images. */
export const VulnerabilityDifference = z.object({
  change: z.enum(VULNERABILITY_CHANGES),
  id: z.string(),
  /** In the later image, if it has it. */
  severity: z.enum(SEVERITIES),
  /** Packages that have it there, at most 20 of them. */
  packages: z.array(
    z.object({
      purl: z.string(),
      name: z.string(),
      version: z.string(),
      fixedVersion: z.string().nullable(),
    }),
  ),
});
export type VulnerabilityDifference = z.infer<typeof VulnerabilityDifference>;
