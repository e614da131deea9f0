import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type * as z from "zod";
import { PermanentError, TransientError } from "../../core/errors.ts";
import type { Log } from "../../core/log.ts";
import { type BackoffRange, backoffSeconds } from "./backoff.ts";

/** How a message came: what a handler may want to know besides its content. */
export interface Delivery {
  /** Names this delivery and no other, not even the next one of the same message. */
  readonly id: string;
  /** 1 = the first time. */
  readonly receiveCount: number;
  /** Until the function is stopped. */
  remainingMilliseconds(): number;
}

/** What `createSqsBatchHandler` needs. */
export interface SqsBatchOptions<T> {
  readonly schema: z.ZodType<T>;
  /**
   * Returns: the message is done. Throws `PermanentError`: it is logged and done, since
   * repeating can't mend it. Throws anything else: it returns after a while.
   */
  handle(message: T, delivery: Delivery): Promise<void>;
  /** Hides the message for so many seconds (ChangeMessageVisibility). */
  readonly postpone: (receiptHandle: string, seconds: number) => Promise<void>;
  readonly log: Log;
  /** In [0, 1). */
  readonly random: () => number;
  /** Messages of a batch side by side; otherwise one after the other. */
  readonly inParallel?: boolean;
  /** Where somebody waits for the message: shorter waits than the default's 15 seconds and more. */
  readonly backoff?: BackoffRange;
}

/**
 * A function's handler for messages of an SQS queue with ReportBatchItemFailures: each
 * message succeeds or fails alone, a failed one returns with backoff, a message that is not
 * of the schema is logged and dropped, since it will never be.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function createSqsBatchHandler<T>(
  options: SqsBatchOptions<T>,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  return async (event, context) => {
    const processor = new BatchProcessor(EventType.SQS, { logger: silent });
    // A batch that failed as a whole is reported like any other: a thrown error would keep
    // the event source from scaling.
    return processPartialResponse(
      event,
      (record: SQSRecord) => handleRecord(options, record, context),
      processor,
      { throwOnFullBatchFailure: false, processInParallel: options.inParallel ?? false },
    );
  };
}

async function handleRecord<T>(
  options: SqsBatchOptions<T>,
  record: SQSRecord,
  context: Context,
): Promise<void> {
  const message = parse(options.schema, record.body);
  if (!message.success) {
    options.log.error("message dropped", { messageId: record.messageId, reason: message.reason });
    return;
  }
  const receiveCount = Number(record.attributes.ApproximateReceiveCount) || 1;
  try {
    await options.handle(message.data, {
      id: `${context.awsRequestId}/${record.messageId}`,
      receiveCount,
      remainingMilliseconds: () => context.getRemainingTimeInMillis(),
    });
  } catch (error) {
    if (error instanceof PermanentError) {
      options.log.error("message given up", {
        messageId: record.messageId,
        reason: error.message,
        error,
      });
      return;
    }
    const retryAfter = error instanceof TransientError ? error.retryAfterSeconds : undefined;
    const seconds = backoffSeconds(receiveCount, options.random(), retryAfter, options.backoff);
    options.log.warn("message postponed", {
      messageId: record.messageId,
      receiveCount,
      seconds,
      error,
    });
    await postpone(options, record, seconds);
    throw error;
  }
}

/** Without a new visibility timeout the message returns after the queue's own: later, not lost. */
async function postpone<T>(
  options: SqsBatchOptions<T>,
  record: SQSRecord,
  seconds: number,
): Promise<void> {
  try {
    await options.postpone(record.receiptHandle, seconds);
  } catch (error) {
    options.log.warn("message visibility not changed", { messageId: record.messageId, error });
  }
}

function parse<T>(
  schema: z.ZodType<T>,
  body: string,
): { success: true; data: T } | { success: false; reason: string } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { success: false, reason: "its body is not JSON" };
  }
  const result = schema.safeParse(json);
  return result.success
    ? { success: true, data: result.data }
    : { success: false, reason: result.error.message };
}

/** Failures are logged above, with their message. */
const silent = { debug: nothing, warn: nothing, error: nothing };

function nothing(): void {
  // Says nothing.
}
