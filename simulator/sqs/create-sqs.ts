import type { DatabaseSync } from "node:sqlite";
import type { Authorizer } from "../iam/authorizer.ts";
import type { JsonService } from "../service.ts";
import type { SqsContext } from "./context.ts";
import { MessageStore } from "./message-store.ts";
import { batchOperations } from "./operations/batches.ts";
import { messageOperations } from "./operations/messages.ts";
import { queueOperations } from "./operations/queues.ts";
import { QueueStore } from "./queue-store.ts";
import { WaitingRoom } from "./waiting-room.ts";

/** What SQS rests on. */
export interface SqsOptions {
  readonly database: DatabaseSync;
  readonly region: string;
  readonly authorizer: Authorizer;
  /** `http://127.0.0.1:<port>`, known once the endpoint listens. */
  readonly endpoint: () => string;
  readonly now: () => Date;
}

/** The simulated SQS. */
export interface Sqs {
  readonly service: JsonService;
  readonly queues: QueueStore;
  readonly messages: MessageStore;
  /**
   * Sends a message as an AWS service, which the queue's policy must allow.
   *
   * @param service For example `events.amazonaws.com`.
   * @param sourceArn On whose behalf: `aws:SourceArn`.
   * @returns false when the queue is gone or refuses.
   */
  sendAsService(
    service: string,
    sourceArn: string,
    queueArn: string,
    body: string,
    attributes: Readonly<Record<string, string>>,
  ): boolean;
}

/** Opens SQS on the simulator's state: standard queues. */
export function createSqs(options: SqsOptions): Sqs {
  const { database, region, authorizer, now } = options;
  const waitingRoom = new WaitingRoom();
  const queues = new QueueStore(database, region, now);
  const messages = new MessageStore(database, queues, now, (queueId) => {
    waitingRoom.wake(queueId);
  });
  const context: SqsContext = { ...options, queues, messages, waitingRoom };
  return {
    service: {
      protocol: "json-1.0",
      targetPrefix: "AmazonSQS",
      operations: {
        ...queueOperations(context),
        ...messageOperations(context),
        ...batchOperations(context),
      },
    },
    queues,
    messages,
    sendAsService: (service, sourceArn, queueArn, body, attributes) => {
      const queue = queues.findByArn(queueArn);
      const policy = queue?.attributes["Policy"];
      const source = { "aws:SourceArn": sourceArn };
      if (
        queue === undefined ||
        !authorizer.resourceLetsService(service, "sqs:SendMessage", queueArn, policy, source)
      ) {
        return false;
      }
      const typed = Object.entries(attributes).map(
        ([name, value]) => [name, { DataType: "String", StringValue: value }] as const,
      );
      messages.send(queue, { body, attributes: Object.fromEntries(typed) }, service);
      return true;
    },
  };
}
