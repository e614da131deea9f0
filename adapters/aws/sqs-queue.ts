import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { TransientError } from "../../core/errors.ts";
import type { Queue, SendOptions } from "../../core/queue.ts";
import { translated } from "./aws-errors.ts";

/** SQS takes ten messages in one call. */
const BATCH_SIZE = 10;

/**
 * A queue on SQS, messages as JSON. On a standard queue the message group is the tenant: SQS
 * then keeps one tenant's backlog from delaying the others (fair queues), without any order.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
 *
 * @param groupOf The tenant of a message: its organization. Without it messages have no group.
 */
export function createSqsQueue<T>(
  client: SQSClient,
  queueUrl: string,
  groupOf?: (message: T) => string,
): Queue<T> {
  function entry(message: T): { MessageBody: string; MessageGroupId?: string } {
    const group = groupOf?.(message);
    return {
      MessageBody: JSON.stringify(message),
      ...(group === undefined ? {} : { MessageGroupId: group }),
    };
  }

  async function sendBatch(messages: readonly T[], options: SendOptions): Promise<void> {
    const { delaySeconds } = options;
    const Entries = messages.map((message, index) => ({
      Id: String(index),
      ...entry(message),
      ...(delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds }),
    }));
    const output = await translated("sqs", () =>
      client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries })),
    );
    const failed = output.Failed?.[0];
    if (failed) {
      throw new TransientError(
        "queue-refused",
        `SQS took only a part of a batch (${failed.Code ?? "no code"}: ${failed.Message ?? "no message"}); it is sent again.`,
      );
    }
  }

  return {
    async send(message) {
      await translated("sqs", () =>
        client.send(new SendMessageCommand({ QueueUrl: queueUrl, ...entry(message) })),
      );
    },
    async sendAll(messages, options = {}) {
      for (let start = 0; start < messages.length; start += BATCH_SIZE) {
        await sendBatch(messages.slice(start, start + BATCH_SIZE), options);
      }
    },
  };
}

/** Hides a received message of this queue for so many seconds from now. */
export function createSqsPostpone(
  client: SQSClient,
  queueUrl: string,
): (receiptHandle: string, seconds: number) => Promise<void> {
  return async (receiptHandle, seconds) => {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  };
}
