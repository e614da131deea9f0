import * as z from "zod";
import { CHECK_ATTEMPTS } from "../../core/contract/check-message.ts";

/** Environment of the check function. */
export const CheckEnv = z.object({
  TABLE_NAME: z.string().min(1),
  /** Its own queue. */
  CHECK_QUEUE_URL: z.url(),
  /** `maxReceiveCount` of its queue's redrive policy. */
  MAX_RECEIVE_COUNT: z.coerce.number().int().min(1).default(CHECK_ATTEMPTS),
  /** Where customers' AWS accounts reach the API, without `/v1`; not compared if absent. */
  CALLBACK_URL: z.url().optional(),
  /** Version of the published customer template; not compared if absent. */
  TEMPLATE_VERSION: z.string().min(1).optional(),
});
export type CheckEnv = z.infer<typeof CheckEnv>;
