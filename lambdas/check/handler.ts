import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { CheckMessage } from "../../core/contract/check-message.ts";
import type { CheckDependencies } from "../../core/integrations/check-context.ts";
import { handleCheckMessage } from "../../core/integrations/check-message.ts";
import { createSqsBatchHandler } from "../runtime/sqs-batch.ts";

/** What the function needs. */
export interface CheckFunctionDependencies extends CheckDependencies {
  /** `maxReceiveCount` of the queue's redrive policy. */
  readonly maxReceiveCount: number;
  /** Hides a message of the function's own queue for so many seconds. */
  readonly postpone: (receiptHandle: string, seconds: number) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Takes messages from the check queue, one after the other. */
export function createHandler(
  dependencies: CheckFunctionDependencies,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const { log, postpone, random, maxReceiveCount } = dependencies;
  return createSqsBatchHandler({
    schema: CheckMessage,
    log,
    postpone,
    random,
    handle(message, { receiveCount }) {
      const isLast = receiveCount >= maxReceiveCount;
      return handleCheckMessage(dependencies, message, { isLast });
    },
  });
}
