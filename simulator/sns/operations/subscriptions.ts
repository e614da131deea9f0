import * as z from "zod";
import { paginate } from "../../paginate.ts";
import { AwsError, type Document, type Operation } from "../../service.ts";
import { invalidParameter, requireTopic, subscriptionsOf, type SnsContext } from "../context.ts";
import { checkDeliveryPolicy } from "../retry-policy.ts";
import { removeExpired } from "../send-confirmation.ts";
import type { Subscription } from "../topic.ts";
import { mapOf, snsOperation } from "./operation.ts";

/** SNS's pages hold 100 subscriptions. */
const PAGE_SIZE = 100;
const NextToken = z.string().optional();
const SubscriptionArn = z.string();

/**
 * ListSubscriptions, ListSubscriptionsByTopic, GetSubscriptionAttributes and
 * SetSubscriptionAttributes (DeliveryPolicy).
 */
export function subscriptionOperations(context: SnsContext): Record<string, Operation> {
  const { subscriptions, authorizer } = context;
  const listed = (found: readonly Subscription[], token: string | undefined): Document => {
    const page = paginate(found, PAGE_SIZE, token, "InvalidParameter");
    return { Subscriptions: page.items.map(summary), NextToken: page.nextToken };
  };
  const find = (arn: string): Subscription => {
    removeExpired(context);
    const found = subscriptions.get(arn);
    if (found !== undefined) return found;
    throw new AwsError("NotFound", "Subscription does not exist", 404);
  };
  const attributeShape = {
    SubscriptionArn,
    AttributeName: z.string(),
    AttributeValue: z.string().default(""),
  };
  return {
    ListSubscriptions: snsOperation("ListSubscriptions", { NextToken }, (input, caller) => {
      authorizer.authorize(caller, "sns:ListSubscriptions", "*");
      removeExpired(context);
      const own = subscriptions
        .entries()
        .map(([, subscription]) => subscription)
        .filter(({ ownerAccountId }) => ownerAccountId === caller.accountId);
      return listed(own, input.NextToken);
    }),

    ListSubscriptionsByTopic: snsOperation(
      "ListSubscriptionsByTopic",
      { TopicArn: z.string(), NextToken },
      (input, caller) => {
        requireTopic(context, caller, "ListSubscriptionsByTopic", input.TopicArn);
        removeExpired(context);
        return listed(subscriptionsOf(context, input.TopicArn), input.NextToken);
      },
    ),

    GetSubscriptionAttributes: snsOperation(
      "GetSubscriptionAttributes",
      { SubscriptionArn },
      (input, caller) => {
        authorizer.authorize(caller, "sns:GetSubscriptionAttributes", input.SubscriptionArn);
        return { Attributes: mapOf(attributesOf(find(input.SubscriptionArn))) };
      },
    ),

    SetSubscriptionAttributes: snsOperation(
      "SetSubscriptionAttributes",
      attributeShape,
      (input, caller) => {
        authorizer.authorize(caller, "sns:SetSubscriptionAttributes", input.SubscriptionArn);
        const subscription = find(input.SubscriptionArn);
        const { AttributeName, AttributeValue } = input;
        if (AttributeName !== "DeliveryPolicy") {
          throw invalidParameter(`the simulated SNS does not support ${AttributeName}`);
        }
        if (AttributeValue !== "") checkDeliveryPolicy("subscription", AttributeValue);
        const deliveryPolicy = AttributeValue === "" ? undefined : AttributeValue;
        subscriptions.put(subscription.arn, { ...subscription, deliveryPolicy });
        return {};
      },
    ),
  };
}

function summary({ arn, ownerAccountId, endpoint, topicArn, confirmed }: Subscription): Document {
  return {
    SubscriptionArn: confirmed ? arn : "PendingConfirmation",
    Owner: ownerAccountId,
    Protocol: "https",
    Endpoint: endpoint,
    TopicArn: topicArn,
  };
}

function attributesOf(subscription: Subscription): Readonly<Record<string, string | undefined>> {
  return {
    SubscriptionArn: subscription.arn,
    TopicArn: subscription.topicArn,
    Owner: subscription.ownerAccountId,
    SubscriptionPrincipal: subscription.ownerPrincipalArn,
    Protocol: "https",
    Endpoint: subscription.endpoint,
    PendingConfirmation: String(!subscription.confirmed),
    ConfirmationWasAuthenticated: String(subscription.authenticateOnUnsubscribe),
    RawMessageDelivery: "false",
    DeliveryPolicy: subscription.deliveryPolicy,
  };
}
