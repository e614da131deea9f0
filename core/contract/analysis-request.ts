import * as z from "zod";

/**
 * A message of the analysis queues: look at this digest of this repository.
 * It is a hint, whatever happened: the analysis asks the registry what is there.
 */
export const AnalysisRequest = z.object({
  organizationId: z.string().min(1),
  integrationId: z.string().min(1),
  /** Host of the registry, for example `222222222222.dkr.ecr.us-east-1.amazonaws.com`. */
  registry: z.string().min(1),
  repository: z.string().min(1),
  /** Digest of the manifest that was pushed, deleted or named by an index. */
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  /** The index that led here, when it came by one. */
  indexDigest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional(),
  cause: z.enum(["push", "delete", "index", "retry"]),
  /** Of the event that asked for it, for tracing. */
  eventId: z.string().optional(),
  /** ISO 8601. */
  requestedAt: z.string(),
});
export type AnalysisRequest = z.infer<typeof AnalysisRequest>;
