import * as z from "zod";

/** Environment of the api function. */
export const ApiEnv = z.object({
  TABLE_NAME: z.string().min(1),
  BLOB_BUCKET_NAME: z.string().min(1),
  READ_MODEL_BUCKET_NAME: z.string().min(1),
  READ_MODEL_QUEUE_URL: z.url(),
  ANALYSIS_QUEUE_URL: z.url(),
  /** Folder on the function's own disk with room for the read models that it opens. */
  WORK_DIRECTORY: z.string().min(1),
  /** Where the API is reached, without `/v1`. */
  PUBLIC_URL: z.url(),
  /** Of the published customer template. */
  TEMPLATE_URL: z.url().optional(),
});
export type ApiEnv = z.infer<typeof ApiEnv>;
