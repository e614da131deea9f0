import * as z from "zod";

/** Environment of the push-event function. */
export const PushEventEnv = z.object({
  TABLE_NAME: z.string().min(1),
  ANALYSIS_QUEUE_URL: z.url(),
  READ_MODEL_QUEUE_URL: z.url(),
  RECONCILE_QUEUE_URL: z.url(),
});
export type PushEventEnv = z.infer<typeof PushEventEnv>;
