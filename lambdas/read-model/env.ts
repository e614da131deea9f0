import * as z from "zod";

/** Environment of the read-model function. */
export const ReadModelEnv = z.object({
  TABLE_NAME: z.string().min(1),
  BLOB_BUCKET_NAME: z.string().min(1),
  READ_MODEL_BUCKET_NAME: z.string().min(1),
  /** Its own queue: a large repository's change becomes many messages. */
  READ_MODEL_QUEUE_URL: z.url(),
  /** Folder on the function's own disk with room for two read models. */
  WORK_DIRECTORY: z.string().min(1),
});
export type ReadModelEnv = z.infer<typeof ReadModelEnv>;
