import * as z from "zod";
import { parseInput } from "../server/parse-input.ts";
import type { Document } from "../service.ts";
import { md5, md5OfAttributes } from "./message-digest.ts";
import type { Delivery, MessageStore } from "./message-store.ts";
import { numberOf, type Queue } from "./queue.ts";
import type { WaitingRoom } from "./waiting-room.ts";

const names = z.array(z.string()).default([]);
const schema = z.object({
  MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
  VisibilityTimeout: z.number().int().min(0).max(43_200).optional(),
  WaitTimeSeconds: z.number().int().min(0).max(20).optional(),
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
});

function isWanted(wanted: readonly string[], name: string): boolean {
  return wanted.some(
    (pattern) =>
      pattern === "All" ||
      pattern === name ||
      (pattern.endsWith(".*") && name.startsWith(pattern.slice(0, -1))),
  );
}

function pick<Value>(
  all: Readonly<Record<string, Value>>,
  wanted: readonly string[],
): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => isWanted(wanted, name)));
}

function systemAttributes({ message }: Delivery): Record<string, string> {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? ""),
    ...(message.groupId === undefined ? {} : { MessageGroupId: message.groupId }),
    ...(message.traceHeader === undefined ? {} : { AWSTraceHeader: message.traceHeader }),
    ...(message.deadLetterSource === undefined
      ? {}
      : { DeadLetterQueueSourceArn: message.deadLetterSource }),
  };
}

/**
 * ReceiveMessage with long polling.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 *
 * @param gone A caller who hung up gets nothing, so that no message hides for nobody.
 */
export async function receiveMessage(
  {
    messages,
    waitingRoom,
    now,
  }: {
    readonly messages: MessageStore;
    readonly waitingRoom: WaitingRoom;
    readonly now: () => Date;
  },
  queue: Queue,
  input: Document,
  gone: AbortSignal,
): Promise<Document> {
  const request = parseInput(schema, input, "InvalidParameterValue");
  const visibility = request.VisibilityTimeout ?? numberOf(queue, "VisibilityTimeout");
  const wait = request.WaitTimeSeconds ?? numberOf(queue, "ReceiveMessageWaitTimeSeconds");
  const deadline = now().getTime() + wait * 1000;
  let deliveries: Delivery[] = [];
  while (!gone.aborted) {
    deliveries = messages.receive(queue, request.MaxNumberOfMessages, visibility);
    const left = deadline - now().getTime();
    if (deliveries.length > 0 || left <= 0) break;
    const due = (messages.nextVisibleAt(queue) ?? Infinity) - now().getTime();
    await waitingRoom.wait(queue.id, Math.max(1, Math.min(left, due)), gone);
  }
  if (deliveries.length === 0) return {};
  const wantedSystem = [...request.AttributeNames, ...request.MessageSystemAttributeNames];
  return {
    Messages: deliveries.map((delivery) => {
      const { messageId, body, attributes } = delivery.message;
      const MessageAttributes = pick(attributes, request.MessageAttributeNames);
      const Attributes = pick(systemAttributes(delivery), wantedSystem);
      return {
        MessageId: messageId,
        ReceiptHandle: delivery.receiptHandle,
        Body: body,
        MD5OfBody: md5(body),
        ...(Object.keys(Attributes).length > 0 ? { Attributes } : {}),
        ...(Object.keys(MessageAttributes).length > 0
          ? { MessageAttributes, MD5OfMessageAttributes: md5OfAttributes(MessageAttributes) }
          : {}),
      };
    }),
  };
}
