import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { ReconcileMessage } from "../../core/contract/reconcile-message.ts";
import type { ReconcileDependencies } from "../../core/images/reconcile-dependencies.ts";
import { reconcile } from "../../core/images/reconcile.ts";
import { createSqsBatchHandler } from "../runtime/sqs-batch.ts";

/**
 * What is kept of the function's time to finish the page in hand and to ask for the rest: it is
 * many times what a page takes.
 */
const RESERVE_MILLISECONDS = 20_000;

/** What the function needs. */
export interface ReconcileFunctionDependencies extends ReconcileDependencies {
  /** Hides a message of the function's own queue for so many seconds. */
  readonly postpone: (receiptHandle: string, seconds: number) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Takes messages from the reconcile queue, one after the other. */
export function createHandler(
  dependencies: ReconcileFunctionDependencies,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const { log, postpone, random } = dependencies;
  return createSqsBatchHandler({
    schema: ReconcileMessage,
    log,
    postpone,
    random,
    handle: (message, delivery) =>
      reconcile(dependencies, message, {
        owner: delivery.id,
        mustStop: () => delivery.remainingMilliseconds() < RESERVE_MILLISECONDS,
      }),
  });
}
