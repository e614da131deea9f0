import * as z from "zod";
import type { Authorizer } from "../iam/authorizer.ts";
import { parseInput } from "../server/parse-input.ts";
import type { Caller, Document } from "../service.ts";
import { sqsError } from "./errors.ts";
import type { MessageStore } from "./message-store.ts";
import type { Queue } from "./queue.ts";
import type { QueueStore } from "./queue-store.ts";
import type { WaitingRoom } from "./waiting-room.ts";

/** What every operation of the simulated SQS works with. */
export interface SqsContext {
  readonly queues: QueueStore;
  readonly messages: MessageStore;
  readonly waitingRoom: WaitingRoom;
  readonly authorizer: Authorizer;
  /** `http://127.0.0.1:<port>`: SDKs send to the host of a queue's URL. */
  readonly endpoint: () => string;
  readonly now: () => Date;
}

const target = z.object({ QueueUrl: z.string() });

/** A queue's address on the simulated endpoint. */
export function queueUrl({ endpoint }: SqsContext, queue: Queue): string {
  return `${endpoint()}/${queue.accountId}/${queue.name}`;
}

/**
 * The queue that an input's QueueUrl names, by account and name alone, so that a URL
 * survives a change of the simulator's port.
 *
 * @param action The right that the operation needs, for example `SendMessage`.
 * @throws AwsError QueueDoesNotExist, AccessDeniedException
 */
export function requireQueue(
  { queues, authorizer }: SqsContext,
  input: Document,
  caller: Caller,
  action: string,
): Queue {
  const { QueueUrl } = parseInput(target, input, "MissingParameter");
  const [, accountId, name] = /\/(\d{12})\/([^/]+)$/u.exec(QueueUrl) ?? [];
  if (accountId === undefined || name === undefined) {
    throw sqsError("QueueDoesNotExist", "The specified queue does not exist.");
  }
  const queue = queues.get(accountId, name);
  authorizer.authorize(caller, `sqs:${action}`, queue.arn, {
    resourcePolicy: queue.attributes["Policy"],
  });
  return queue;
}
