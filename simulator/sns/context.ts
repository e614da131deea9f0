import type { Authorizer } from "../iam/authorizer.ts";
import { AwsError, type Caller } from "../service.ts";
import type { Collection } from "../state/collection.ts";
import type { DeliveryQueue } from "./delivery/delivery-queue.ts";
import { topicRegion } from "./hosts.ts";
import type { SigningKeys } from "./signing-key.ts";
import type { ConfirmationToken, Subscription, Topic } from "./topic.ts";

/** What every part of the simulated SNS works with. */
export interface SnsContext {
  /** By ARN. */
  readonly topics: Collection<Topic>;
  /** By ARN. */
  readonly subscriptions: Collection<Subscription>;
  /** By token. */
  readonly tokens: Collection<ConfirmationToken>;
  readonly signingKeys: SigningKeys;
  readonly deliveries: DeliveryQueue;
  readonly authorizer: Authorizer;
  readonly now: () => Date;
}

/** SNS's words for a value that it does not take. */
export function invalidParameter(reason: string): AwsError {
  return new AwsError("InvalidParameter", `Invalid parameter: ${reason}`);
}

/**
 * The topic of an ARN when the caller may do `action` on it: by his own policies, or the topic's.
 *
 * @param action Without the prefix, for example `Publish`.
 * @param conditions Keys such as `sns:Protocol`.
 * @throws AwsError InvalidParameter, NotFound, AccessDeniedException
 */
export function requireTopic(
  { topics, authorizer }: SnsContext,
  caller: Caller,
  action: string,
  arn: string,
  conditions: Readonly<Record<string, string>> = {},
): Topic {
  if (!/^arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/.test(arn)) {
    throw invalidParameter("TopicArn");
  }
  // A Region's SNS knows its own topics only.
  if (topicRegion(arn) !== caller.region) throw invalidParameter("TopicArn");
  const topic = topics.get(arn);
  authorizer.authorize(caller, `sns:${action}`, arn, {
    resourcePolicy: topic?.policy,
    context: { "aws:SourceOwner": caller.accountId, ...conditions },
  });
  if (topic === undefined) throw new AwsError("NotFound", "Topic does not exist", 404);
  return topic;
}

/** Subscriptions of a topic, pending ones too. */
export function subscriptionsOf({ subscriptions }: SnsContext, arn: string): Subscription[] {
  return subscriptions
    .entries()
    .map(([, subscription]) => subscription)
    .filter(({ topicArn }) => topicArn === arn);
}
