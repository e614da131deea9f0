import * as z from "zod";
import { paginate } from "../../paginate.ts";
import type { Operation } from "../../service.ts";
import { invalidParameter, requireTopic, subscriptionsOf, type SnsContext } from "../context.ts";
import { topicRegion } from "../hosts.ts";
import { defaultTopicPolicy, topicArn, type Topic } from "../topic.ts";
import { mapOf, snsOperation, tagList, textMap } from "./operation.ts";
import { changedTopic } from "./topic-attributes.ts";

/** SNS's pages hold 100 topics. */
const PAGE_SIZE = 100;
const name = z.string().regex(/^[A-Za-z0-9_-]{1,256}$/, "Invalid parameter: Topic Name");
const TopicArn = z.string();

/** CreateTopic, DeleteTopic, ListTopics, GetTopicAttributes, SetTopicAttributes. */
export function topicOperations(context: SnsContext): Record<string, Operation> {
  const { topics, authorizer } = context;
  const attributeShape = {
    TopicArn,
    AttributeName: z.string(),
    AttributeValue: z.string().default(""),
  };
  return {
    CreateTopic: snsOperation(
      "CreateTopic",
      { Name: name, Attributes: textMap, Tags: tagList },
      (input, caller) => {
        const arn = topicArn(caller.accountId, caller.region, input.Name);
        authorizer.authorize(caller, "sns:CreateTopic", arn);
        const wanted = newTopic(arn, input.Attributes ?? {}, input.Tags ?? []);
        const existing = topics.get(arn);
        if (existing === undefined) topics.put(arn, wanted);
        else requireSame(existing, input);
        return { TopicArn: arn };
      },
    ),

    DeleteTopic: snsOperation("DeleteTopic", { TopicArn }, (input, caller) => {
      // Deleting what is not there succeeds.
      if (topics.get(input.TopicArn) === undefined) {
        authorizer.authorize(caller, "sns:DeleteTopic", input.TopicArn);
        return {};
      }
      requireTopic(context, caller, "DeleteTopic", input.TopicArn);
      for (const { arn } of subscriptionsOf(context, input.TopicArn)) {
        context.subscriptions.delete(arn);
      }
      topics.delete(input.TopicArn);
      return {};
    }),

    ListTopics: snsOperation(
      "ListTopics",
      { NextToken: z.string().optional() },
      (input, caller) => {
        authorizer.authorize(caller, "sns:ListTopics", "*");
        const own = topics
          .entries()
          .map(([, topic]) => topic)
          .filter(({ accountId }) => accountId === caller.accountId)
          .filter(({ arn }) => topicRegion(arn) === caller.region);
        const page = paginate(own, PAGE_SIZE, input.NextToken, "InvalidParameter");
        return {
          Topics: page.items.map(({ arn }) => ({ TopicArn: arn })),
          NextToken: page.nextToken,
        };
      },
    ),

    GetTopicAttributes: snsOperation("GetTopicAttributes", { TopicArn }, (input, caller) => {
      const topic = requireTopic(context, caller, "GetTopicAttributes", input.TopicArn);
      return { Attributes: mapOf(attributesOf(context, topic)) };
    }),

    SetTopicAttributes: snsOperation("SetTopicAttributes", attributeShape, (input, caller) => {
      const topic = requireTopic(context, caller, "SetTopicAttributes", input.TopicArn);
      topics.put(topic.arn, changedTopic(topic, input.AttributeName, input.AttributeValue));
      return {};
    }),
  };
}

function newTopic(
  arn: string,
  attributes: Readonly<Record<string, string>>,
  tags: Topic["tags"],
): Topic {
  const [, , , , accountId = "", name = ""] = arn.split(":");
  let topic: Topic = {
    ...{ arn, name, accountId, tags },
    displayName: "",
    policy: defaultTopicPolicy(arn),
    signatureVersion: "1",
    deliveryPolicy: undefined,
  };
  for (const [attribute, value] of Object.entries(attributes)) {
    topic = changedTopic(topic, attribute, value);
  }
  return topic;
}

/** A topic is created once; again with the same values is fine. */
function requireSame(
  existing: Topic,
  { Attributes, Tags }: { readonly Attributes?: unknown; readonly Tags?: unknown },
): void {
  let same = existing;
  for (const [attribute, value] of Object.entries(Attributes ?? {})) {
    same = changedTopic(same, attribute, String(value));
  }
  if (JSON.stringify(same) !== JSON.stringify(existing)) {
    throw invalidParameter("Attributes Reason: Topic already exists with different attributes");
  }
  if (Tags !== undefined && JSON.stringify(Tags) !== JSON.stringify(existing.tags)) {
    throw invalidParameter("Tags Reason: Topic already exists with different tags");
  }
}

function attributesOf(
  context: SnsContext,
  topic: Topic,
): Readonly<Record<string, string | undefined>> {
  const all = subscriptionsOf(context, topic.arn);
  const confirmed = all.filter((subscription) => subscription.confirmed).length;
  return {
    TopicArn: topic.arn,
    Owner: topic.accountId,
    DisplayName: topic.displayName,
    Policy: topic.policy,
    SignatureVersion: topic.signatureVersion,
    DeliveryPolicy: topic.deliveryPolicy,
    SubscriptionsConfirmed: String(confirmed),
    SubscriptionsPending: String(all.length - confirmed),
    SubscriptionsDeleted: "0",
  };
}
