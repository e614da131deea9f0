import { parsePolicy } from "../../iam/policy-document.ts";
import { invalidParameter } from "../context.ts";
import { checkDeliveryPolicy } from "../retry-policy.ts";
import { defaultTopicPolicy, type Topic } from "../topic.ts";

/**
 * A topic with one attribute changed. An empty Policy or DeliveryPolicy brings back the default.
 * https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
 *
 * @throws AwsError InvalidParameter; MalformedPolicyDocument
 */
export function changedTopic(topic: Topic, attribute: string, value: string): Topic {
  switch (attribute) {
    case "DisplayName":
      if (value.length > 100) throw invalidParameter("DisplayName");
      return { ...topic, displayName: value };
    case "Policy":
      if (value === "") return { ...topic, policy: defaultTopicPolicy(topic.arn) };
      parsePolicy(value, "resource");
      return { ...topic, policy: value };
    case "SignatureVersion":
      if (value !== "1" && value !== "2") throw invalidParameter("SignatureVersion");
      return { ...topic, signatureVersion: value };
    case "DeliveryPolicy":
      if (value === "") return { ...topic, deliveryPolicy: undefined };
      checkDeliveryPolicy("topic", value);
      return { ...topic, deliveryPolicy: value };
    default:
      throw invalidParameter(`the simulated SNS does not support the attribute ${attribute}`);
  }
}
