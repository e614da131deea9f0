import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { SetupMessage } from "../../core/contract/setup-message.ts";
import type { SetupDependencies } from "../../core/integrations/setup-context.ts";
import { handleSetupMessage } from "../../core/integrations/setup-request.ts";
import { createSqsBatchHandler } from "../runtime/sqs-batch.ts";

/** A stopped function is certainly no longer at work after so long, whatever the clocks say. */
const LEASE_SLACK_MILLISECONDS = 5000;
/** A person watches the stack's events while a new role spreads. */
const BACKOFF = { baseSeconds: 2, maxSeconds: 10 };

/** What the function needs. */
export interface SetupNotificationDependencies extends SetupDependencies {
  /** `maxReceiveCount` of the queue's redrive policy. */
  readonly maxReceiveCount: number;
  /** Hides a message of the function's own queue for so many seconds. */
  readonly postpone: (receiptHandle: string, seconds: number) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Takes setup messages from their queue, side by side: they wait for AWS most of the time. */
export function createHandler(
  dependencies: SetupNotificationDependencies,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const { log, postpone, random, maxReceiveCount, now } = dependencies;
  return createSqsBatchHandler({
    schema: SetupMessage,
    log,
    postpone,
    random,
    inParallel: true,
    backoff: BACKOFF,
    handle(message, delivery) {
      const end = now().getTime() + delivery.remainingMilliseconds() + LEASE_SLACK_MILLISECONDS;
      return handleSetupMessage(dependencies, message, {
        owner: delivery.id,
        leaseUntil: new Date(end),
        isLast: delivery.receiveCount >= maxReceiveCount,
      });
    },
  });
}
