import * as z from "zod";
import { PACKAGE_TYPES } from "./vocabulary.ts";

/** A Linux distribution as its os-release names it (os-release(5)). */
export const Distribution = z.object({
  /** `ID`, for example `debian`, `alpine`, `wolfi`. */
  id: z.string(),
  /** `VERSION_ID`, for example `12` or `3.20.1`; rolling releases have none. */
  versionId: z.string().optional(),
  /** `VERSION_CODENAME`, for example `bookworm`. */
  codename: z.string().optional(),
  /** `PRETTY_NAME`, for people. */
  prettyName: z.string().optional(),
  /** `ID_LIKE`, split at spaces. */
  idLike: z.array(z.string()).optional(),
});
export type Distribution = z.infer<typeof Distribution>;

/** Where a package was found: a path without leading slash, and the index of a layer. */
export const PackageLocation = z.object({
  path: z.string(),
  /** Index into the inventory's `layers`, 0 = the lowest. */
  layer: z.int().min(0),
});
export type PackageLocation = z.infer<typeof PackageLocation>;

/** One package of an image. `purl` is its identity within the inventory. */
export const InventoryPackage = z.object({
  purl: z.string(),
  /** Identifier of the ecosystem that found it: a folder of core/ecosystems. */
  ecosystem: z.string(),
  type: z.enum(PACKAGE_TYPES),
  namespace: z.string().optional(),
  name: z.string(),
  version: z.string(),
  architecture: z.string().optional(),
  /** The source package that it was built from, where that is another (Debian, Alpine). */
  sourceName: z.string().optional(),
  sourceVersion: z.string().optional(),
  /** As declared by the package, not normalised. */
  licenses: z.array(z.string()).optional(),
  /** Every place that holds it, first the one in the lowest layer. */
  locations: z.array(PackageLocation),
});
export type InventoryPackage = z.infer<typeof InventoryPackage>;

/** A layer of the image with the instruction that made it, secrets redacted. */
export const InventoryLayer = z.object({
  /** Digest in the manifest: of the bytes as they are stored. */
  digest: z.string(),
  /** Of the config's `rootfs.diff_ids`; only the pusher's claim. */
  diffId: z.string().optional(),
  mediaType: z.string(),
  /** Compressed, bytes. */
  size: z.int().min(0),
  createdBy: z.string().optional(),
  /** Packages whose first location is in this layer. */
  packageCount: z.int().min(0),
});
export type InventoryLayer = z.infer<typeof InventoryLayer>;

/** Something that was not read as it should have been; the result without it is incomplete. */
export const AnalysisWarning = z.object({
  /** A stable word for programs, for example `file-too-large`, `malformed-file`. */
  code: z.string(),
  /** One sentence for people. */
  message: z.string(),
  path: z.string().optional(),
  layer: z.int().min(0).optional(),
});
export type AnalysisWarning = z.infer<typeof AnalysisWarning>;

/** Platform of an image, as in an OCI image config. */
export const Platform = z.object({
  os: z.string(),
  architecture: z.string(),
  variant: z.string().optional(),
});
export type Platform = z.infer<typeof Platform>;

/** What of the image's config is kept: never a value of its environment. */
export const ImageConfigSummary = z.object({
  created: z.string().optional(),
  user: z.string().optional(),
  workingDirectory: z.string().optional(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  exposedPorts: z.array(z.string()).optional(),
  environmentNames: z.array(z.string()).optional(),
  labels: z.record(z.string(), z.string()).optional(),
});
export type ImageConfigSummary = z.infer<typeof ImageConfigSummary>;

/** Everything that an analysis learns of one image: its bill of materials. */
export const Inventory = z.object({
  schemaVersion: z.literal(1),
  /** Version of the analyzer that made it: part of every cache key. */
  analyzerVersion: z.string(),
  /** Digest of the platform manifest; absent for a plain folder. */
  digest: z.string().optional(),
  platform: Platform.optional(),
  distribution: Distribution.optional(),
  config: ImageConfigSummary.optional(),
  /** Sum of the layers' compressed sizes, bytes. */
  size: z.int().min(0),
  layers: z.array(InventoryLayer),
  /** Sorted by purl. */
  packages: z.array(InventoryPackage),
  warnings: z.array(AnalysisWarning),
});
export type Inventory = z.infer<typeof Inventory>;
