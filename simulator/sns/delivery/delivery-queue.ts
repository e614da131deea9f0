import type { PublicNames } from "../../options.ts";
import { sendHttps } from "../../send-https.ts";
import type { Collection } from "../../state/collection.ts";
import { openWorkQueue } from "../../state/work-queue.ts";
import type { MessageType } from "../message.ts";

/** A message on its way to one endpoint. */
export interface Delivery {
  readonly type: MessageType;
  readonly messageId: string;
  readonly topicArn: string;
  readonly subscriptionArn: string;
  readonly endpoint: string;
  /** The signed JSON: the same at every attempt. */
  readonly body: string;
  readonly contentType: string;
  /** Seconds before each retry that is left. */
  readonly delays: readonly number[];
  /** Milliseconds since the epoch. */
  readonly nextAttemptAt: number;
}

/** What the queue rests on. */
export interface DeliveryQueueOptions {
  readonly pending: Collection<Delivery>;
  readonly names: PublicNames;
  /** How long an endpoint may take, milliseconds. */
  readonly timeoutMs: number;
  /** How long a second of the retry policies takes, milliseconds. */
  readonly secondMs: number;
  /** Hears of every message that is given up. */
  readonly undelivered: (delivery: Delivery, reason: string) => void;
  readonly now: () => Date;
}

/** Messages that are tried until they arrive or their retries are used up; kept across restarts. */
export interface DeliveryQueue {
  /** On disk when it returns; the first attempt follows at once. */
  add(delivery: Omit<Delivery, "nextAttemptAt">): void;
  /** Stops; what is under way is broken off and tried again after the next start. */
  close(): Promise<void>;
}

/** Opens the queue and goes on with what an earlier run left. */
export function openDeliveryQueue(options: DeliveryQueueOptions): DeliveryQueue {
  const { pending, secondMs, undelivered, now } = options;

  async function attempt(delivery: Delivery, signal: AbortSignal): Promise<Delivery | undefined> {
    const outcome = await post(options, delivery, signal);
    if (outcome === "delivered") return undefined;
    if (signal.aborted) return delivery;
    const [delay, ...delays] = delivery.delays;
    if (delay === undefined || !outcome.retried) {
      undelivered(delivery, outcome.reason);
      return undefined;
    }
    return { ...delivery, delays, nextAttemptAt: now().getTime() + delay * secondMs };
  }

  const queue = openWorkQueue({
    pending,
    dueAt: ({ nextAttemptAt }) => nextAttemptAt,
    attempt,
    now,
  });
  return {
    add: (delivery) => {
      const id = `${delivery.messageId}/${delivery.subscriptionArn}`;
      queue.add(id, { ...delivery, nextAttemptAt: now().getTime() });
    },
    close: () => queue.close(),
  };
}

/** Why a message did not arrive, and whether SNS tries again. */
interface Failure {
  readonly reason: string;
  readonly retried: boolean;
}

/**
 * One attempt. SNS retries 5xx, 429 and connections that fail; every other status is final.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
async function post(
  { names, timeoutMs }: DeliveryQueueOptions,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<"delivered" | Failure> {
  const url = new URL(delivery.endpoint);
  const isConfirmation = delivery.type === "SubscriptionConfirmation";
  try {
    const { status } = await sendHttps({
      ...{ url, names, timeoutMs, signal },
      method: "POST",
      headers: {
        "x-amz-sns-message-type": delivery.type,
        "x-amz-sns-message-id": delivery.messageId,
        "x-amz-sns-topic-arn": delivery.topicArn,
        ...(isConfirmation ? {} : { "x-amz-sns-subscription-arn": delivery.subscriptionArn }),
        "content-type": delivery.contentType,
        "user-agent": "Amazon Simple Notification Service Agent",
        "accept-encoding": "gzip,deflate",
        connection: "close",
      },
      body: Buffer.from(delivery.body),
    });
    if (status >= 200 && status < 300) return "delivered";
    const retried = status >= 500 || status === 429;
    return { reason: `${url.host} answered with HTTP status ${status}`, retried };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { reason: `${url.host}: ${reason}`, retried: true };
  }
}
