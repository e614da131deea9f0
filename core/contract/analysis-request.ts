import * as z from "zod";
import { ImageTag, RepositoryName } from "./ecr-event.ts";
import { ANALYSIS_CAUSES } from "./vocabulary.ts";

/**
 * A message of the analysis queues: look at this digest of this repository.
 * It is a hint, whatever happened: the analysis asks the registry what is there.
 */
export const AnalysisRequest = z.object({
  organizationId: z.string().min(1),
  integrationId: z.string().min(1),
  /** Host of the registry, for example `222222222222.dkr.ecr.us-east-1.amazonaws.com`. */
  registry: z.string().min(1),
  repository: RepositoryName,
  /** Digest of the manifest that was pushed, deleted or named by an index. */
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  /** Tag of the event: the digest that had it before has lost it, whatever became of this one. */
  tag: ImageTag.optional(),
  /** The index that led here, when it came by one. */
  indexDigest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional(),
  /**
   * `retag`: a tag that it held now leads to another digest. `activation`: its repository was
   * chosen, and this is one of the latest images. `reconcile`: what is stored differs from what
   * the registry lists.
   */
  cause: z.enum(ANALYSIS_CAUSES),
  /** No event told that it is gone: if it is, that is counted as a missed event. */
  missed: z.boolean().optional(),
  /** Of the event that asked for it, for tracing. */
  eventId: z.string().optional(),
  /** ISO 8601. */
  requestedAt: z.string(),
});
export type AnalysisRequest = z.infer<typeof AnalysisRequest>;

/**
 * A message of the analysis queues: look at every digest that is known of this repository,
 * because it may be gone. Each page of them ends in a message for the next.
 */
export const RepositoryCheckRequest = z.object({
  scope: z.literal("repository"),
  organizationId: z.string().min(1),
  integrationId: z.string().min(1),
  registry: z.string().min(1),
  repository: RepositoryName,
  /** Where the next page starts; absent for the first. */
  cursor: z.string().optional(),
  eventId: z.string().optional(),
  /** ISO 8601. */
  requestedAt: z.string(),
});
export type RepositoryCheckRequest = z.infer<typeof RepositoryCheckRequest>;

/** Whatever the analysis queues hold. */
export const AnalysisMessage = z.union([RepositoryCheckRequest, AnalysisRequest]);
export type AnalysisMessage = z.infer<typeof AnalysisMessage>;

/**
 * Deliveries of a message before it goes to the dead-letter queue. Enough that the waits
 * between them outlast the longest analysis of the same image by somebody else.
 */
export const ANALYSIS_ATTEMPTS = 8;
