import * as z from "zod";
import { Assessment, SeverityCounts } from "./findings.ts";
import { IMAGE_STATES } from "./vocabulary.ts";

/** An image as the API lists it: (registry, repository, platform digest). */
export const Image = z.object({
  imageId: z.string(),
  registry: z.string(),
  repository: z.string(),
  /** Tags that lead to it, its index's included; sorted. */
  tags: z.array(z.string()),
  /** Digest of the platform manifest. */
  digest: z.string(),
  /** Digest of the index that it came by, or null. */
  indexDigest: z.string().nullable(),
  /** For example `linux/amd64` or `linux/arm/v7`; null until its config was read. */
  platform: z.string().nullable(),
  state: z.enum(IMAGE_STATES),
  /**
   * What happened, why, and what to do; null where nothing is to be said. Of an analysed image
   * that something of it could not be read: its numbers are of the rest.
   */
  stateReason: z.string().nullable(),
  /** ISO 8601. */
  pushedAt: z.string().nullable(),
  analyzedAt: z.string().nullable(),
  /** Compressed size of its layers, bytes. */
  size: z.int().nullable(),
  distribution: z.string().nullable(),
  packageCount: z.int().nullable(),
  /** Null until it was analysed. */
  assessed: z.array(Assessment).nullable(),
  vulnerabilities: SeverityCounts.nullable(),
});
export type Image = z.infer<typeof Image>;
