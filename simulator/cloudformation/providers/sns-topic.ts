import * as z from "zod";
import { AwsError } from "../../service.ts";
import { ifExists } from "./call-if-exists.ts";
import { defineProvider, tags, text } from "./provider.ts";
import type { CreatedResource, ResourceContext } from "./provider.ts";

const schema = z.strictObject({
  TopicName: text.optional(),
  DisplayName: text.optional(),
  SignatureVersion: text.optional(),
  Tags: tags.optional(),
});
type Properties = z.infer<typeof schema>;

/**
 * AWS::SNS::Topic: Ref is its ARN. Encryption, FIFO topics, inline subscriptions and the like are
 * refused by name.
 */
export const snsTopic = defineProvider<Properties>({
  type: "AWS::SNS::Topic",
  schema,
  attributes: ["TopicArn", "TopicName"],
  nameProperty: "TopicName",
  nameLength: 256,
  replacedBy: ["TopicName"],

  async create(name, properties, call, context) {
    const TopicArn = topicArn(context, name);
    // CreateTopic takes what is there for its own, which would be removed with the stack.
    if ((await ifExists(call("sns", "GetTopicAttributes", { TopicArn }))) !== undefined) {
      throw new AwsError("AlreadyExistsException", `${name} already exists`);
    }
    const { Tags = [] } = properties;
    const Attributes = attributes(properties).map(([key, value]) => ({ key, value }));
    await call("sns", "CreateTopic", { Name: name, Attributes, Tags });
    return describe(context, name);
  },

  async update(name, properties, call, before, context) {
    const TopicArn = topicArn(context, name);
    const wanted = new Map(attributes(properties));
    for (const [AttributeName] of attributes(before)) {
      if (!wanted.has(AttributeName)) wanted.set(AttributeName, DEFAULTS[AttributeName]);
    }
    for (const [AttributeName, AttributeValue] of wanted) {
      await call("sns", "SetTopicAttributes", { TopicArn, AttributeName, AttributeValue });
    }
    const kept = new Set(properties.Tags?.map(({ Key }) => Key));
    const TagKeys = (before.Tags ?? []).map(({ Key }) => Key).filter((Key) => !kept.has(Key));
    if (TagKeys.length > 0) await call("sns", "UntagResource", { ResourceArn: TopicArn, TagKeys });
    const { Tags = [] } = properties;
    if (Tags.length > 0) await call("sns", "TagResource", { ResourceArn: TopicArn, Tags });
    return describe(context, name);
  },

  async remove(name, _properties, call, context) {
    await ifExists(call("sns", "DeleteTopic", { TopicArn: topicArn(context, name) }));
  },
});

const DEFAULTS = { DisplayName: "", SignatureVersion: "1" };

function attributes({
  DisplayName,
  SignatureVersion,
}: Properties): (readonly [keyof typeof DEFAULTS, string])[] {
  return [
    ...(DisplayName === undefined ? [] : [["DisplayName", DisplayName] as const]),
    ...(SignatureVersion === undefined ? [] : [["SignatureVersion", SignatureVersion] as const]),
  ];
}

function topicArn({ stackId }: ResourceContext, name: string): string {
  const [, , , region = "", accountId = ""] = stackId.split(":");
  return `arn:aws:sns:${region}:${accountId}:${name}`;
}

function describe(context: ResourceContext, name: string): CreatedResource {
  const arn = topicArn(context, name);
  return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
}
