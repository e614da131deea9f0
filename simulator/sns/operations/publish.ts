import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Operation } from "../../service.ts";
import { invalidParameter, requireTopic, subscriptionsOf, type SnsContext } from "../context.ts";
import { snsHost, topicRegion } from "../hosts.ts";
import { signedMessage, type MessageAttributes } from "../message.ts";
import { effectiveDelivery } from "../retry-policy.ts";
import { snsOperation } from "./operation.ts";

/** Largest message, bytes of UTF-8. */
const LARGEST_MESSAGE = 256 * 1024;
/** One line of ASCII that begins with no space. */
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,99}$/;

const attribute = z.object({
  Name: z.string().min(1).max(256),
  Value: z.object({
    DataType: z.string(),
    StringValue: z.string().optional(),
    BinaryValue: z.string().optional(),
  }),
});
const shape = {
  TopicArn: z.string().optional(),
  TargetArn: z.string().optional(),
  Message: z.string(),
  Subject: z.string().optional(),
  MessageAttributes: z
    .preprocess((value) => (value === "" ? [] : value), z.array(attribute))
    .optional(),
};

/**
 * Publish to a topic: what is confirmed at this moment gets the message, nobody else.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function publish(context: SnsContext): Operation {
  return snsOperation("Publish", shape, async (input, caller) => {
    const { TopicArn, TargetArn, Message, Subject } = input;
    const arn = TopicArn ?? TargetArn ?? "";
    const topic = requireTopic(context, caller, "Publish", arn);
    if (Message === "") throw invalidParameter("Empty message");
    if (Buffer.byteLength(Message) > LARGEST_MESSAGE) throw invalidParameter("Message too long");
    if (Subject !== undefined && !SUBJECT.test(Subject)) throw invalidParameter("Subject");
    const attributes = readAttributes(input.MessageAttributes ?? []);
    const key = await context.signingKeys.key(topicRegion(arn));
    const MessageId = randomUUID();
    const Timestamp = context.now().toISOString();
    for (const subscription of subscriptionsOf(context, arn)) {
      if (!subscription.confirmed) continue;
      const unsubscribeUrl = `https://${snsHost(topicRegion(arn))}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`;
      const body = signedMessage(
        {
          ...{ Type: "Notification", MessageId, TopicArn: arn, Message, Timestamp },
          ...(Subject === undefined ? {} : { Subject }),
        },
        {
          ...{ key, version: topic.signatureVersion, unsubscribeUrl },
          ...(attributes === undefined ? {} : { attributes }),
        },
      );
      context.deliveries.add({
        ...{ type: "Notification", messageId: MessageId, topicArn: arn, body },
        subscriptionArn: subscription.arn,
        endpoint: subscription.endpoint,
        ...effectiveDelivery(topic.deliveryPolicy, subscription.deliveryPolicy),
      });
    }
    return { MessageId };
  });
}

function readAttributes(
  attributes: readonly z.output<typeof attribute>[],
): MessageAttributes | undefined {
  if (attributes.length === 0) return undefined;
  return Object.fromEntries(
    attributes.map(({ Name, Value: { DataType, StringValue, BinaryValue } }) => {
      const value = DataType.startsWith("Binary") ? BinaryValue : StringValue;
      if (value === undefined || value === "") {
        throw invalidParameter(`MessageAttributes: ${Name} has no value of type ${DataType}`);
      }
      return [Name, { Type: DataType, Value: value }];
    }),
  );
}
