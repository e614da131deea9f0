import type { UndeliveredEvent } from "./delivery.ts";

/** A message for a dead-letter queue. */
export interface DeadLetter {
  readonly body: string;
  /** String attributes by name. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Sends a letter to an SQS queue as `events.amazonaws.com` on behalf of a rule, which the queue's policy must allow.
 * @param ruleArn the `aws:SourceArn` of the policy's conditions
 */
export type SendDeadLetter = (
  queueArn: string,
  ruleArn: string,
  letter: DeadLetter,
) => Promise<void>;

/**
 * The event with why it was given up.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function deadLetter({ delivery, code, reason, exhausted }: UndeliveredEvent): DeadLetter {
  return {
    body: JSON.stringify(delivery.event),
    attributes: {
      RULE_ARN: delivery.ruleArn,
      TARGET_ARN: delivery.targetArn,
      ERROR_CODE: code,
      ERROR_MESSAGE: reason,
      RETRY_ATTEMPTS: String(delivery.attempts - 1),
      ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
    },
  };
}
