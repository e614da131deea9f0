import * as z from "zod";
import { isDigest } from "./digest.ts";

/**
 * Layers of one image. Docker stops at 127 and overlayfs at 500; more is a mistake or
 * an attack on whoever reads each of them.
 */
export const MAX_LAYERS = 1000;

/** Entries of one index; the largest in public use have some dozens. */
export const MAX_INDEX_ENTRIES = 1000;

const Annotations = z.record(z.string(), z.string());

const DescriptorSchema = z.object({
  mediaType: z.string(),
  digest: z
    .string()
    .refine(isDigest, "is no digest (sha256:<64 hex digits> or sha512:<128 hex digits>)"),
  size: z.int().min(0),
});

const IndexEntrySchema = DescriptorSchema.extend({
  artifactType: z.string().optional(),
  annotations: Annotations.nullish(),
  platform: z
    .object({
      os: z.string().optional(),
      architecture: z.string().optional(),
      variant: z.string().optional(),
    })
    .nullish(),
});

/**
 * OCI image-spec manifest.md and image-index.md and Docker's manifest v2 schema 2 in
 * one: which of the parts are there tells which it is.
 */
export const ManifestDocument = z.object({
  schemaVersion: z.int().optional(),
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  config: DescriptorSchema.nullish(),
  layers: z.array(DescriptorSchema).max(MAX_LAYERS, `has more than ${MAX_LAYERS} layers`).nullish(),
  /** Of the withdrawn OCI artifact manifest. */
  blobs: z.array(DescriptorSchema).max(MAX_LAYERS).nullish(),
  manifests: z
    .array(IndexEntrySchema)
    .max(MAX_INDEX_ENTRIES, `has more than ${MAX_INDEX_ENTRIES} entries`)
    .nullish(),
  subject: DescriptorSchema.nullish(),
  annotations: Annotations.nullish(),
});
export type ManifestDocument = z.infer<typeof ManifestDocument>;
export type IndexEntryDocument = z.infer<typeof IndexEntrySchema>;
