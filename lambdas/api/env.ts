import * as z from "zod";

/** Environment of the api function. */
export const ApiEnv = z.object({
  TABLE_NAME: z.string().min(1),
  BLOB_BUCKET_NAME: z.string().min(1),
  READ_MODEL_BUCKET_NAME: z.string().min(1),
  READ_MODEL_QUEUE_URL: z.url(),
  ANALYSIS_QUEUE_URL: z.url(),
  RECONCILE_QUEUE_URL: z.url(),
  /** Folder on the function's own disk with room for the read models that it opens. */
  WORK_DIRECTORY: z.string().min(1),
  /** Where the API is reached, without `/v1`. */
  PUBLIC_URL: z.url(),
  /** Where customers' AWS accounts reach it, without `/v1`; the same if absent. */
  CALLBACK_URL: z.url().optional(),
  /** Of the published customer template. */
  TEMPLATE_URL: z.url().optional(),
  /** Of customers' stacks, from the brand. */
  STACK_NAME: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/)
    .default("DockerScoutECRIntegration"),
  /** Set by Lambda itself. */
  AWS_REGION: z.string().min(1).default("us-east-1"),
});
export type ApiEnv = z.infer<typeof ApiEnv>;
