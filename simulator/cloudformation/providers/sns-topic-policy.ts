import * as z from "zod";
import { ifExists } from "./call-if-exists.ts";
import { defineProvider, jsonObject, text } from "./provider.ts";
import type { CallService, CreatedResource } from "./provider.ts";

const schema = z.strictObject({
  PolicyDocument: jsonObject,
  Topics: z.array(text).min(1),
});
type Properties = z.infer<typeof schema>;

/** AWS::SNS::TopicPolicy: replaces the topics' own policy; without it they have the default one. */
export const snsTopicPolicy = defineProvider<Properties>({
  type: "AWS::SNS::TopicPolicy",
  schema,
  attributes: ["Id"],

  create: put,

  async update(name, properties, call, before) {
    await reset(
      before.Topics.filter((topic) => !properties.Topics.includes(topic)),
      call,
    );
    return put(name, properties, call);
  },

  remove: (_name, { Topics }, call) => reset(Topics, call),
});

async function put(
  name: string,
  { PolicyDocument, Topics }: Properties,
  call: CallService,
): Promise<CreatedResource> {
  const AttributeValue = JSON.stringify(PolicyDocument);
  for (const TopicArn of Topics) {
    await call("sns", "SetTopicAttributes", { TopicArn, AttributeName: "Policy", AttributeValue });
  }
  return { physicalId: name, attributes: { Id: name } };
}

/** An empty policy brings SNS's default one back. */
async function reset(topics: readonly string[], call: CallService): Promise<void> {
  for (const TopicArn of topics) {
    const input = { TopicArn, AttributeName: "Policy", AttributeValue: "" };
    await ifExists(call("sns", "SetTopicAttributes", input));
  }
}
