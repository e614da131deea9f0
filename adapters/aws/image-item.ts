import * as z from "zod";
import { Assessment, SeverityCounts } from "../../core/contract/findings.ts";
import {
  ANALYSIS_CAUSES,
  ANALYSIS_OUTCOMES,
  ARTIFACT_KINDS,
  IMAGE_STATES,
} from "../../core/contract/vocabulary.ts";
import type { StoredImage } from "../../core/images/image-store.ts";

/** One analysis of a stored image. */
const AnalysisRunItem = z.object({
  cause: z.enum(ANALYSIS_CAUSES),
  requestedAt: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().exactOptional(),
  outcome: z.enum(ANALYSIS_OUTCOMES),
  reason: z.string().exactOptional(),
  analyzerVersion: z.string(),
  packageCount: z.number().exactOptional(),
  vulnerabilities: SeverityCounts.exactOptional(),
});

/** A stored image, without its keys and its lease. */
const ImageItem = z.object({
  schemaVersion: z.literal(1),
  version: z.number(),
  organizationId: z.string(),
  registry: z.string(),
  repository: z.string(),
  digest: z.string(),
  integrationId: z.string(),
  kind: z.enum(ARTIFACT_KINDS).exactOptional(),
  state: z.enum(IMAGE_STATES),
  stateReason: z.string().exactOptional(),
  tags: z.array(z.string()),
  indexDigests: z.array(z.string()),
  children: z.array(z.string()).exactOptional(),
  platform: z.string().exactOptional(),
  pushedAt: z.string().exactOptional(),
  analyzedAt: z.string().exactOptional(),
  checkedAt: z.string().exactOptional(),
  analyzerVersion: z.string().exactOptional(),
  size: z.number().exactOptional(),
  distribution: z.string().exactOptional(),
  packageCount: z.number().exactOptional(),
  assessed: z.array(Assessment).exactOptional(),
  vulnerabilities: SeverityCounts.exactOptional(),
  analyses: z.array(AnalysisRunItem).exactOptional(),
  inventoryKey: z.string().exactOptional(),
  findingsKey: z.string().exactOptional(),
});

/** Reads an item of the table. @throws ZodError when it isn't one of ours. */
export function toStoredImage(item: unknown): StoredImage {
  const { schemaVersion, ...image } = ImageItem.parse(item);
  return image satisfies StoredImage;
}
