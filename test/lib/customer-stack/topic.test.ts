import { describe, expect, test } from "@jest/globals";
import { SETUP_TIMEOUT_SECONDS } from "../../../core/contract/customer-stack.ts";
import { objectOf } from "../../fixtures/cloudformation-template.ts";
import { propertiesOf, readWith } from "./rendered.ts";

const template = readWith();
const TOPIC = { Ref: "SNSTopic" };
const ACCOUNT = { AWS: { "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root" } };

test("the topic signs with SHA-256", () => {
  expect(propertiesOf(template, "SNSTopic")).toEqual({ SignatureVersion: "2" });
});

test("the topic's policy leaves it to its own account, and to nobody in the clear", () => {
  expect(propertiesOf(template, "TopicPolicy")).toEqual({
    Topics: [TOPIC],
    PolicyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "OwnerManages",
          Effect: "Allow",
          Principal: ACCOUNT,
          Action: [
            "sns:GetTopicAttributes",
            "sns:SetTopicAttributes",
            "sns:AddPermission",
            "sns:RemovePermission",
            "sns:DeleteTopic",
            "sns:Subscribe",
            "sns:ListSubscriptionsByTopic",
          ],
          Resource: TOPIC,
        },
        {
          Sid: "OwnerPublishes",
          Effect: "Allow",
          Principal: ACCOUNT,
          Action: "sns:Publish",
          Resource: TOPIC,
        },
        {
          Sid: "NothingInTheClear",
          Effect: "Deny",
          Principal: "*",
          Action: "sns:Publish",
          Resource: TOPIC,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    },
  });
});

describe("the subscription", () => {
  const { DeliveryPolicy, ...properties } = propertiesOf(template, "SetupSubscription");

  test("is ours, over https, by the address of this integration", () => {
    expect(properties).toEqual({
      TopicArn: TOPIC,
      Protocol: "https",
      Endpoint: { Ref: "SetupEndpoint" },
    });
  });

  // https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
  test("retries within SNS's limits for as long as CloudFormation waits", () => {
    const policy = objectOf(objectOf(DeliveryPolicy)["healthyRetryPolicy"]);
    const { backoffFunction, ...numbers } = policy as Record<string, number | string>;
    const {
      minDelayTarget = 0,
      maxDelayTarget = 0,
      numRetries = 0,
      numNoDelayRetries = 0,
      numMinDelayRetries = 0,
      numMaxDelayRetries = 0,
    } = numbers as Record<string, number>;
    const backedOff = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
    const known = numMinDelayRetries * minDelayTarget + numMaxDelayRetries * maxDelayTarget;

    expect(backoffFunction).toBe("exponential");
    expect(minDelayTarget).toBeGreaterThanOrEqual(1);
    expect(maxDelayTarget).toBeGreaterThanOrEqual(minDelayTarget);
    expect(numRetries).toBeLessThanOrEqual(100);
    expect(backedOff).toBeGreaterThanOrEqual(0);
    expect(known + backedOff * maxDelayTarget).toBeLessThanOrEqual(3600);
    expect(known + backedOff * maxDelayTarget).toBeGreaterThanOrEqual(SETUP_TIMEOUT_SECONDS);
  });
});
