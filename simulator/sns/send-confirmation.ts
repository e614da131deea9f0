import { randomBytes, randomUUID } from "node:crypto";
import type { SnsContext } from "./context.ts";
import { snsHost, topicRegion } from "./hosts.ts";
import { signedMessage } from "./message.ts";
import { effectiveDelivery } from "./retry-policy.ts";
import type { Subscription, Topic } from "./topic.ts";

/**
 * "Confirmation tokens are valid for two days."
 * https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
const TOKEN_LIFETIME_MS = 2 * 24 * 3600 * 1000;

/**
 * Sends an endpoint the token with which it confirms its subscription, or takes back that the
 * subscription was ended.
 */
export async function sendConfirmation(
  context: SnsContext,
  topic: Topic,
  subscription: Subscription,
  type: "SubscriptionConfirmation" | "UnsubscribeConfirmation",
): Promise<void> {
  const region = topicRegion(topic.arn);
  const key = await context.signingKeys.key(region);
  const now = context.now();
  const token = randomBytes(128).toString("hex");
  const restores = type === "UnsubscribeConfirmation";
  const expiresAt = now.getTime() + TOKEN_LIFETIME_MS;
  const messageId = randomUUID();
  const query = `Action=ConfirmSubscription&TopicArn=${topic.arn}&Token=${token}`;
  const body = signedMessage(
    {
      Type: type,
      MessageId: messageId,
      Token: token,
      TopicArn: topic.arn,
      Message: restores
        ? `You have chosen to deactivate subscription ${subscription.arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`
        : `You have chosen to subscribe to the topic ${topic.arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
      SubscribeURL: `https://${snsHost(region)}/?${query}`,
      Timestamp: now.toISOString(),
    },
    { key, version: topic.signatureVersion },
  );
  context.tokens.put(token, { subscription, restores, expiresAt });
  context.deliveries.add({
    ...{ type, messageId, body },
    topicArn: topic.arn,
    subscriptionArn: subscription.arn,
    endpoint: subscription.endpoint,
    ...effectiveDelivery(topic.deliveryPolicy, subscription.deliveryPolicy),
  });
}

/** Forgets tokens whose time is over, and the subscriptions that nobody confirmed with them. */
export function removeExpired({ tokens, subscriptions, now }: SnsContext): void {
  const time = now().getTime();
  for (const [token, { expiresAt }] of tokens.entries()) {
    if (expiresAt <= time) tokens.delete(token);
  }
  for (const [arn, { confirmed, createdAt }] of subscriptions.entries()) {
    if (!confirmed && createdAt + TOKEN_LIFETIME_MS <= time) subscriptions.delete(arn);
  }
}
