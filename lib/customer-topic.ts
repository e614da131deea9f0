import { type CfnParameter, Fn, type Stack, aws_sns as sns } from "aws-cdk-lib";

/** The topic over which CloudFormation asks us to answer for the custom resources. */
export interface SetupTopic {
  readonly topic: sns.CfnTopic;
  readonly policy: sns.CfnTopicPolicy;
  readonly subscription: sns.CfnSubscription;
}

/**
 * What the owner of a topic may do by SNS's default policy, which a policy of our own replaces.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
const OWNER_ACTIONS = [
  "sns:GetTopicAttributes",
  "sns:SetTopicAttributes",
  "sns:AddPermission",
  "sns:RemovePermission",
  "sns:DeleteTopic",
  "sns:Subscribe",
  "sns:ListSubscriptionsByTopic",
];

/**
 * Retries for about as long as CloudFormation waits (SETUP_TIMEOUT_SECONDS): 5 after 1 s each,
 * 10 after 1 to 20 s, 25 after 20 s each; at most 705 of the 3,600 s that SNS allows.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
const DELIVERY_POLICY = {
  healthyRetryPolicy: {
    minDelayTarget: 1,
    maxDelayTarget: 20,
    numRetries: 40,
    numNoDelayRetries: 0,
    numMinDelayRetries: 5,
    numMaxDelayRetries: 25,
    backoffFunction: "exponential",
  },
};

/** Adds the topic, its policy, and our subscription to it. */
export function setupTopic(stack: Stack, endpoint: CfnParameter): SetupTopic {
  const topic = new sns.CfnTopic(stack, "SNSTopic", {
    // SHA256withRSA; 1, the default, is SHA1withRSA, which we do not accept.
    signatureVersion: "2",
  });
  const policy = new sns.CfnTopicPolicy(stack, "TopicPolicy", {
    topics: [topic.ref],
    policyDocument: topicPolicy(topic.ref),
  });
  // On its own, for SNS does not delete a subscription that is a property of its topic.
  const subscription = new sns.CfnSubscription(stack, "SetupSubscription", {
    topicArn: topic.ref,
    protocol: "https",
    endpoint: endpoint.valueAsString,
    deliveryPolicy: DELIVERY_POLICY,
  });
  return { topic, policy, subscription };
}

function topicPolicy(topicArn: string): object {
  // CloudFormation publishes with the rights of whoever works on the stack, or of its service
  // role: both are of this account.
  const account = { AWS: Fn.sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root") };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OwnerManages",
        Effect: "Allow",
        Principal: account,
        Action: OWNER_ACTIONS,
        Resource: topicArn,
      },
      {
        Sid: "OwnerPublishes",
        Effect: "Allow",
        Principal: account,
        Action: "sns:Publish",
        Resource: topicArn,
      },
      {
        Sid: "NothingInTheClear",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}
