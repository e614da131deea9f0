import * as z from "zod";
import { SETUP_ATTEMPTS } from "../../core/contract/setup-message.ts";

/** Environment of the setup-notification function. */
export const SetupNotificationEnv = z.object({
  TABLE_NAME: z.string().min(1),
  SETUP_QUEUE_URL: z.url(),
  RECONCILE_QUEUE_URL: z.url(),
  /** `maxReceiveCount` of its queue's redrive policy. */
  MAX_RECEIVE_COUNT: z.coerce.number().int().min(1).default(SETUP_ATTEMPTS),
  /** Set by Lambda itself. */
  AWS_REGION: z.string().min(1).default("us-east-1"),
});
export type SetupNotificationEnv = z.infer<typeof SetupNotificationEnv>;
