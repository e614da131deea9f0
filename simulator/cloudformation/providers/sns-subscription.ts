import * as z from "zod";
import { AwsError } from "../../service.ts";
import { ifExists, textOf } from "./call-if-exists.ts";
import { defineProvider, jsonObject, text } from "./provider.ts";

const schema = z.strictObject({
  TopicArn: text,
  Protocol: text,
  Endpoint: text.optional(),
  DeliveryPolicy: jsonObject.optional(),
});
type Properties = z.infer<typeof schema>;

/**
 * AWS::SNS::Subscription: Ref is its ARN. It is complete once it is asked for: CloudFormation does
 * not wait for the endpoint's confirmation.
 */
export const snsSubscription = defineProvider<Properties>({
  type: "AWS::SNS::Subscription",
  schema,
  attributes: ["Arn"],
  replacedBy: ["TopicArn", "Protocol", "Endpoint"],

  async create(_name, properties, call) {
    const { TopicArn, Protocol, Endpoint, DeliveryPolicy } = properties;
    const created = await call("sns", "Subscribe", {
      ...{ TopicArn, Protocol, ReturnSubscriptionArn: "true" },
      ...(Endpoint === undefined ? {} : { Endpoint }),
      ...(DeliveryPolicy === undefined
        ? {}
        : { Attributes: [{ key: "DeliveryPolicy", value: JSON.stringify(DeliveryPolicy) }] }),
    });
    const arn = textOf(created, "SubscriptionArn");
    return { physicalId: arn, attributes: { Arn: arn } };
  },

  async update(_name, { DeliveryPolicy }, call, _before, { physicalId = "" }) {
    await call("sns", "SetSubscriptionAttributes", {
      SubscriptionArn: physicalId,
      AttributeName: "DeliveryPolicy",
      AttributeValue: DeliveryPolicy === undefined ? "" : JSON.stringify(DeliveryPolicy),
    });
    return { physicalId, attributes: { Arn: physicalId } };
  },

  async remove(_name, _properties, call, { physicalId }) {
    // What was only asked for ends by itself when nobody confirms it.
    if (physicalId === undefined) return;
    try {
      await ifExists(call("sns", "Unsubscribe", { SubscriptionArn: physicalId }));
    } catch (error) {
      // SNS does not end what is pending, and CloudFormation leaves it.
      const isPending = error instanceof AwsError && error.message.includes("pending confirmation");
      if (!isPending) throw error;
    }
  },
});
