import * as z from "zod";

/**
 * How often the setup queue delivers a message before it goes to the dead-letter queue: often
 * enough for SETUP_TIMEOUT_SECONDS at the pace at which setup-notification asks for a repetition.
 */
export const SETUP_ATTEMPTS = 100;

/**
 * A message of the setup queue: a notification of a customer's topic whose signature, age and
 * token the endpoint has checked.
 */
export const SetupMessage = z.object({
  /** The integration that the token in the endpoint's path names; null: an unknown token. */
  integrationId: z.string().min(1).nullable(),
  /**
   * The enrollment whose token the endpoint's path has: `integrationId` is then the one of the
   * topic's account and Region, which may not exist yet. Absent: the token is an integration's.
   */
  enrollmentId: z.string().min(1).exactOptional(),
  /** Whether the enrollment has another token by now: this one launches no new stack. */
  isFormerToken: z.literal(true).exactOptional(),
  /** ARN of the topic that SNS signed for: its account and Region are the sender's. */
  topicArn: z.string().min(1),
  /** SNS's identifier, the same on its repetitions. */
  messageId: z.string().min(1),
  /** When SNS took the message, ISO 8601. */
  sentAt: z.string(),
  /** The `Message`: JSON text of a CustomResourceRequest, not parsed yet. */
  body: z.string(),
});
export type SetupMessage = z.infer<typeof SetupMessage>;
