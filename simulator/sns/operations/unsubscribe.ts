import * as z from "zod";
import { parseInput } from "../../server/parse-input.ts";
import { AwsError, type Document, type Operation, type UnsignedOperation } from "../../service.ts";
import { invalidParameter, type SnsContext } from "../context.ts";
import { sendConfirmation } from "../send-confirmation.ts";
import type { Subscription } from "../topic.ts";
import { snsOperation } from "./operation.ts";

const shape = { SubscriptionArn: z.string() };

/**
 * Unsubscribe, by the subscription's or the topic's owner. What is not there is fine.
 * https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html
 */
export function unsubscribe(context: SnsContext): Operation {
  return snsOperation("Unsubscribe", shape, async (input, caller) => {
    const subscription = find(context, input.SubscriptionArn);
    context.authorizer.authorize(caller, "sns:Unsubscribe", "*");
    if (subscription === undefined) return {};
    const owners = [subscription.ownerAccountId, ownerOf(subscription.topicArn)];
    if (!owners.includes(caller.accountId)) throw notAllowed(subscription);
    return end(context, subscription);
  });
}

/** Unsubscribe as the UnsubscribeURL does it, unless the subscription asks for a signature. */
export function unsubscribeUnsigned(context: SnsContext): UnsignedOperation {
  return async (raw) => {
    const { SubscriptionArn } = parseInput(z.object(shape), raw, "InvalidParameter");
    const subscription = find(context, SubscriptionArn);
    if (subscription === undefined) return {};
    if (subscription.authenticateOnUnsubscribe) throw notAllowed(subscription);
    return end(context, subscription);
  };
}

function find({ subscriptions }: SnsContext, arn: string): Subscription | undefined {
  if (!arn.startsWith("arn:")) {
    throw invalidParameter(`SubscriptionArn Reason: ${arn} does not start with arn`);
  }
  const subscription = subscriptions.get(arn);
  if (subscription?.confirmed === false) {
    throw invalidParameter(
      "SubscriptionArn Reason: Cannot unsubscribe a subscription that is pending confirmation",
    );
  }
  return subscription;
}

/** "After an HTTP/HTTPS endpoint is unsubscribed …, SNS sends an unsubscribe confirmation." */
async function end(context: SnsContext, subscription: Subscription): Promise<Document> {
  context.subscriptions.delete(subscription.arn);
  const topic = context.topics.get(subscription.topicArn);
  if (topic !== undefined) {
    await sendConfirmation(context, topic, subscription, "UnsubscribeConfirmation");
  }
  return {};
}

function notAllowed({ arn }: Subscription): AwsError {
  return new AwsError("AuthorizationError", `Not authorized to unsubscribe ${arn}`, 403);
}

function ownerOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}
