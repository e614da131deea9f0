import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSEvent, SQSRecord } from "aws-lambda";

/** One event source mapping: a queue whose messages invoke a function. */
export interface QueuePollerOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly batchSize: number;
  /** Batches that are in work at a time. */
  readonly concurrency: number;
  readonly invoke: (event: SQSEvent) => Promise<unknown>;
  /** Hears of a failed poll or invocation; polling goes on. */
  readonly onError: (error: unknown) => void;
}

/**
 * Polls a queue as Lambda does: deletes what succeeded, leaves what failed to its
 * visibility timeout, with ReportBatchItemFailures.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export class QueuePoller {
  readonly #options: QueuePollerOptions;
  readonly #stop = new AbortController();
  readonly #loops: Promise<void>[] = [];

  constructor(options: QueuePollerOptions) {
    this.#options = options;
  }

  start(): void {
    for (let index = 0; index < this.#options.concurrency; index++) this.#loops.push(this.#loop());
  }

  /** Stops receiving and waits for the batches in work. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#loops);
  }

  #stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  async #loop(): Promise<void> {
    while (!this.#stopped()) {
      try {
        await this.#poll();
      } catch (error) {
        if (this.#stopped()) return;
        this.#options.onError(error);
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  }

  async #poll(): Promise<void> {
    const { client, queueUrl, batchSize } = this.#options;
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: batchSize,
        WaitTimeSeconds: 20,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
      { abortSignal: this.#stop.signal },
    );
    if (messages.length === 0) return;
    const failed = await this.#invoke(messages);
    const done = messages.filter(({ MessageId = "" }) => !failed.has(MessageId));
    if (done.length === 0) return;
    await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      }),
    );
  }

  /** Identifiers of the messages that failed: all of them when the function threw. */
  async #invoke(messages: readonly Message[]): Promise<ReadonlySet<string>> {
    const all = new Set(messages.map(({ MessageId = "" }) => MessageId));
    try {
      const event = { Records: messages.map((message) => this.#record(message)) };
      return reportedFailures(await this.#options.invoke(event), all);
    } catch (error) {
      if (this.#stopped()) await this.#handBack(messages);
      else this.#options.onError(error);
      return all;
    }
  }

  /** A batch cut short by our own end is due at once for the next start. */
  async #handBack(messages: readonly Message[]): Promise<void> {
    const { client, queueUrl } = this.#options;
    await Promise.allSettled(
      messages.map(({ ReceiptHandle }) =>
        client.send(
          new ChangeMessageVisibilityCommand({
            QueueUrl: queueUrl,
            ReceiptHandle,
            VisibilityTimeout: 0,
          }),
        ),
      ),
    );
  }

  #record(message: Message): SQSRecord {
    return {
      messageId: message.MessageId ?? "",
      receiptHandle: message.ReceiptHandle ?? "",
      body: message.Body ?? "",
      md5OfBody: message.MD5OfBody ?? "",
      attributes: message.Attributes as unknown as SQSRecord["attributes"],
      messageAttributes: {},
      eventSource: "aws:sqs",
      eventSourceARN: this.#options.queueArn,
      awsRegion: "us-east-1",
    };
  }
}

/** By Lambda's rules: nothing or an empty list is success, an unknown identifier fails the batch. */
function reportedFailures(answer: unknown, all: ReadonlySet<string>): ReadonlySet<string> {
  const failures = (answer as { batchItemFailures?: { itemIdentifier?: string }[] | null } | null)
    ?.batchItemFailures;
  if (failures === undefined || failures === null) return new Set();
  const identifiers = failures.map(({ itemIdentifier = "" }) => itemIdentifier);
  return identifiers.every((identifier) => all.has(identifier)) ? new Set(identifiers) : all;
}
