import * as z from "zod";

/** Environment of the advisory-sync function. */
export const AdvisorySyncEnv = z.object({
  ADVISORY_BUCKET_NAME: z.string().min(1),
  REMATCH_QUEUE_URL: z.url(),
  /** Its own queue. */
  ADVISORY_SYNC_QUEUE_URL: z.url(),
  /** Folder on the function's own disk with room for OSV's largest archive and what is made of it. */
  WORK_DIRECTORY: z.string().min(1).default("/tmp"),
});
export type AdvisorySyncEnv = z.infer<typeof AdvisorySyncEnv>;
