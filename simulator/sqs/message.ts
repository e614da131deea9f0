import * as z from "zod";
import { messageAttributes, type MessageAttributes } from "./message-digest.ts";

/** A message in a queue. Times are milliseconds since 1970. */
export interface Message {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** On a standard queue: whose message it is, for fairness. */
  readonly groupId: string | undefined;
  readonly traceHeader: string | undefined;
  readonly senderId: string;
  readonly sentAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt: number | undefined;
  /** ARN of the queue that it failed in. */
  readonly deadLetterSource: string | undefined;
}

/** A message as its sender gives it. */
export interface NewMessage {
  readonly body: string;
  readonly attributes?: MessageAttributes | undefined;
  readonly groupId?: string | undefined;
  readonly traceHeader?: string | undefined;
  /** Over the queue's own DelaySeconds. */
  readonly delaySeconds?: number | undefined;
}

/** A row of the table `message`. */
export const messageRow = z
  .object({
    id: z.string(),
    body: z.string(),
    attributes: z.string(),
    group_id: z.string().nullable(),
    trace: z.string().nullable(),
    sender: z.string(),
    sent: z.number(),
    receive_count: z.number(),
    first_received: z.number().nullable(),
    source: z.string().nullable(),
  })
  .transform((row): Message => ({
    messageId: row.id,
    body: row.body,
    attributes: messageAttributes.parse(JSON.parse(row.attributes)),
    groupId: row.group_id ?? undefined,
    traceHeader: row.trace ?? undefined,
    senderId: row.sender,
    sentAt: row.sent,
    receiveCount: row.receive_count,
    firstReceivedAt: row.first_received ?? undefined,
    deadLetterSource: row.source ?? undefined,
  }));
