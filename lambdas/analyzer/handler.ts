import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { AnalysisMessage } from "../../core/contract/analysis-request.ts";
import type { AnalysisDependencies } from "../../core/images/analysis.ts";
import { analyze } from "../../core/images/analyze.ts";
import { checkRepository } from "../../core/images/delete.ts";
import { createSqsBatchHandler, type Delivery } from "../runtime/sqs-batch.ts";

/** What is kept of the function's time to record that it ran out. */
const RESERVE_MILLISECONDS = 10_000;

/** What the function needs. */
export interface AnalyzerDependencies extends AnalysisDependencies {
  /** `maxReceiveCount` of the queue's redrive policy. */
  readonly maxReceiveCount: number;
  /** Hides a message of the function's own queue for so many seconds. */
  readonly postpone: (receiptHandle: string, seconds: number) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
}

/**
 * Takes analysis requests from a queue, one after the other: an image fills the function's
 * memory and processors by itself.
 */
export function createHandler(
  dependencies: AnalyzerDependencies,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const { log, postpone, random, maxReceiveCount } = dependencies;
  return createSqsBatchHandler({
    schema: AnalysisMessage,
    log,
    postpone,
    random,
    handle: (message, delivery) => handle(dependencies, message, delivery, maxReceiveCount),
  });
}

async function handle(
  dependencies: AnalysisDependencies,
  message: AnalysisMessage,
  delivery: Delivery,
  maxReceiveCount: number,
): Promise<void> {
  if ("scope" in message) {
    await checkRepository(dependencies, message);
    return;
  }
  const time = Math.max(0, delivery.remainingMilliseconds() - RESERVE_MILLISECONDS);
  await analyze(dependencies, message, {
    owner: delivery.id,
    lastAttempt: delivery.receiveCount >= maxReceiveCount,
    signal: AbortSignal.timeout(time),
  });
}
