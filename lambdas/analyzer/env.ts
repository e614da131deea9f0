import * as z from "zod";
import { ANALYSIS_ATTEMPTS } from "../../core/contract/analysis-request.ts";

/** Environment of the analyzer function, for small images and for large ones. */
export const AnalyzerEnv = z.object({
  TABLE_NAME: z.string().min(1),
  BLOB_BUCKET_NAME: z.string().min(1),
  ADVISORY_BUCKET_NAME: z.string().min(1),
  ANALYSIS_QUEUE_URL: z.url(),
  LARGE_ANALYSIS_QUEUE_URL: z.url(),
  READ_MODEL_QUEUE_URL: z.url(),
  ADVISORY_SYNC_QUEUE_URL: z.url(),
  /** Which of the two analysis queues it serves. */
  SIZE_CLASS: z.enum(["small", "large"]),
  /** Folder on the function's own disk, for advisory databases. */
  WORK_DIRECTORY: z.string().min(1),
  /** `maxReceiveCount` of its queue's redrive policy. */
  MAX_RECEIVE_COUNT: z.coerce.number().int().min(1).default(ANALYSIS_ATTEMPTS),
});
export type AnalyzerEnv = z.infer<typeof AnalyzerEnv>;
