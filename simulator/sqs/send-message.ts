import * as z from "zod";
import { parseInput } from "../server/parse-input.ts";
import type { Caller, Document } from "../service.ts";
import type { SqsContext } from "./context.ts";
import { sqsError } from "./errors.ts";
import { md5, md5OfAttributes, messageAttributes, messageSize } from "./message-digest.ts";
import { LARGEST_MESSAGE, numberOf, type Queue } from "./queue.ts";

const schema = z.object({
  MessageBody: z.string().min(1),
  DelaySeconds: z.number().int().min(0).max(900).optional(),
  MessageAttributes: messageAttributes.optional(),
  MessageSystemAttributes: messageAttributes.optional(),
  MessageGroupId: z
    .string()
    .regex(/^[!-~]{1,128}$/u)
    .optional(),
  MessageDeduplicationId: z
    .never("only FIFO queues take one, and the simulator does not do them")
    .optional(),
});

/** Characters that XML 1.0 does not have. */
// eslint-disable-next-line no-control-regex -- exactly the control characters are meant
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/u;

/** The size that an input of SendMessage, or an entry of a batch, counts with. */
export function sizeOf(input: Document): number {
  const { MessageBody, MessageAttributes } = parseInput(schema, input, "InvalidParameterValue");
  return messageSize(MessageBody, MessageAttributes ?? {});
}

/**
 * Sends one message. A MessageGroupId on a standard queue says whose message it is (fair queues);
 * the simulator keeps it and hands messages out in order of arrival.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 *
 * @throws AwsError InvalidParameterValue, InvalidMessageContents
 */
export function sendMessage(
  { messages }: SqsContext,
  queue: Queue,
  input: Document,
  caller: Caller,
): Document {
  const request = parseInput(schema, input, "InvalidParameterValue");
  const { MessageBody: body, MessageAttributes: attributes, MessageSystemAttributes } = request;
  const limit = Math.min(numberOf(queue, "MaximumMessageSize"), LARGEST_MESSAGE);
  if (messageSize(body, attributes ?? {}) > limit) {
    throw sqsError(
      "InvalidParameterValue",
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  }
  if (Object.keys(attributes ?? {}).length > 10) {
    throw sqsError("InvalidParameterValue", "Number of message attributes exceeds the allowed 10.");
  }
  if (FORBIDDEN.test(body)) {
    throw sqsError("InvalidMessageContents", "Invalid characters found in the message body.");
  }
  const digests = {
    MD5OfMessageBody: md5(body),
    ...(attributes === undefined ? {} : { MD5OfMessageAttributes: md5OfAttributes(attributes) }),
    ...(MessageSystemAttributes === undefined
      ? {}
      : { MD5OfMessageSystemAttributes: md5OfAttributes(MessageSystemAttributes) }),
  };
  const MessageId = messages.send(
    queue,
    {
      body,
      attributes,
      groupId: request.MessageGroupId,
      traceHeader: MessageSystemAttributes?.["AWSTraceHeader"]?.StringValue,
      delaySeconds: request.DelaySeconds,
    },
    caller.accountId,
  );
  return { MessageId, ...digests };
}
