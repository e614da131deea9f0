import * as z from "zod";

/** Environment of the rematch function. */
export const RematchEnv = z.object({
  TABLE_NAME: z.string().min(1),
  BLOB_BUCKET_NAME: z.string().min(1),
  ADVISORY_BUCKET_NAME: z.string().min(1),
  READ_MODEL_BUCKET_NAME: z.string().min(1),
  READ_MODEL_QUEUE_URL: z.url(),
  /** Its own queue: an ecosystem becomes many images. */
  REMATCH_QUEUE_URL: z.url(),
  /** Folder on the function's own disk, for advisory databases and read models. */
  WORK_DIRECTORY: z.string().min(1).default("/tmp"),
});
export type RematchEnv = z.infer<typeof RematchEnv>;
