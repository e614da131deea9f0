import * as z from "zod";

/** Environment of the reconcile function. */
export const ReconcileEnv = z.object({
  TABLE_NAME: z.string().min(1),
  BLOB_BUCKET_NAME: z.string().min(1),
  ANALYSIS_QUEUE_URL: z.url(),
  READ_MODEL_QUEUE_URL: z.url(),
  /** Its own queue: what does not fit into a run becomes a further message. */
  RECONCILE_QUEUE_URL: z.url(),
  CHECK_QUEUE_URL: z.url(),
});
export type ReconcileEnv = z.infer<typeof ReconcileEnv>;
