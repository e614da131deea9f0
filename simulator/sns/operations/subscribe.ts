import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Operation } from "../../service.ts";
import { invalidParameter, requireTopic, subscriptionsOf, type SnsContext } from "../context.ts";
import { checkDeliveryPolicy } from "../retry-policy.ts";
import { removeExpired, sendConfirmation } from "../send-confirmation.ts";
import type { Subscription } from "../topic.ts";
import { snsOperation, textMap } from "./operation.ts";

const shape = {
  TopicArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.string().default(""),
  Attributes: textMap,
  ReturnSubscriptionArn: z.enum(["true", "false"]).default("false"),
};

/**
 * Subscribe, for https endpoints. A subscription that waits for its confirmation is sent another
 * token; one that is confirmed stays as it is.
 * https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export function subscribe(context: SnsContext): Operation {
  return snsOperation("Subscribe", shape, async (input, caller) => {
    const { TopicArn, Protocol, Endpoint, ReturnSubscriptionArn } = input;
    const topic = requireTopic(context, caller, "Subscribe", TopicArn, {
      "sns:Protocol": Protocol,
      "sns:Endpoint": Endpoint,
    });
    if (Protocol !== "https") {
      throw invalidParameter(`the simulated SNS delivers to https endpoints, not to ${Protocol}`);
    }
    checkEndpoint(Endpoint);
    const deliveryPolicy = readAttributes(input.Attributes ?? {});
    removeExpired(context);
    const existing = subscriptionsOf(context, TopicArn).find(
      ({ endpoint }) => endpoint === Endpoint,
    );
    if (existing !== undefined && existing.deliveryPolicy !== deliveryPolicy) {
      throw invalidParameter(
        "Attributes Reason: Subscription already exists with different attributes",
      );
    }
    if (existing?.confirmed === true) return { SubscriptionArn: existing.arn };
    const subscription: Subscription = {
      arn: existing?.arn ?? `${TopicArn}:${randomUUID()}`,
      topicArn: TopicArn,
      endpoint: Endpoint,
      ownerAccountId: caller.accountId,
      ownerPrincipalArn: caller.principalArn,
      confirmed: false,
      authenticateOnUnsubscribe: false,
      deliveryPolicy,
      createdAt: context.now().getTime(),
    };
    context.subscriptions.put(subscription.arn, subscription);
    await sendConfirmation(context, topic, subscription, "SubscriptionConfirmation");
    const SubscriptionArn =
      ReturnSubscriptionArn === "true" ? subscription.arn : "pending confirmation";
    return { SubscriptionArn };
  });
}

function checkEndpoint(endpoint: string): void {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol !== "https:") {
    throw invalidParameter("Endpoint must match the specified protocol");
  }
  if (url.username !== "" || url.password !== "") {
    throw invalidParameter("Endpoint: the simulated SNS does not do a user and password");
  }
}

/** @returns the delivery policy */
function readAttributes(attributes: Readonly<Record<string, string>>): string | undefined {
  const { DeliveryPolicy, RawMessageDelivery = "false", ...unknown } = attributes;
  const [name] = Object.keys(unknown);
  if (name !== undefined) {
    throw invalidParameter(`Attributes: the simulated SNS does not support ${name}`);
  }
  if (RawMessageDelivery !== "false") {
    throw invalidParameter("Attributes: the simulated SNS does not do RawMessageDelivery");
  }
  if (DeliveryPolicy === undefined || DeliveryPolicy === "") return undefined;
  checkDeliveryPolicy("subscription", DeliveryPolicy);
  return DeliveryPolicy;
}
