import * as z from "zod";

/** Environment of the check function. */
export const CheckEnv = z.object({
  TABLE_NAME: z.string().min(1),
  /** Its own queue. */
  CHECK_QUEUE_URL: z.url(),
  /** Where customers' AWS accounts reach the API, without `/v1`; not compared if absent. */
  CALLBACK_URL: z.url().optional(),
  /** Version of the published customer template; not compared if absent. */
  TEMPLATE_VERSION: z.string().min(1).optional(),
});
export type CheckEnv = z.infer<typeof CheckEnv>;
