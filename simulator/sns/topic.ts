/** A topic. */
export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly displayName: string;
  /** JSON. */
  readonly policy: string;
  /** 1: SHA1withRSA, 2: SHA256withRSA. */
  readonly signatureVersion: SignatureVersion;
  /** JSON, as it was given. */
  readonly deliveryPolicy: string | undefined;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
}

export type SignatureVersion = "1" | "2";

/** A subscription of an https endpoint. Times in milliseconds since the epoch. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly endpoint: string;
  readonly ownerAccountId: string;
  readonly ownerPrincipalArn: string;
  /** Nothing is delivered before. */
  readonly confirmed: boolean;
  /** Whether only its owners may end it, signed. */
  readonly authenticateOnUnsubscribe: boolean;
  /** JSON, as it was given. */
  readonly deliveryPolicy: string | undefined;
  readonly createdAt: number;
}

/** What a token of a confirmation message stands for. */
export interface ConfirmationToken {
  readonly subscription: Subscription;
  /** Brings a subscription back that was ended; else confirms one that still waits. */
  readonly restores: boolean;
  readonly expiresAt: number;
}

/** ARN of a topic by its name. */
export function topicArn(accountId: string, region: string, name: string): string {
  return `arn:aws:sns:${region}:${accountId}:${name}`;
}

/**
 * The policy of a new topic: its owner may do everything.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export function defaultTopicPolicy(arn: string): string {
  const [, , , , owner = ""] = arn.split(":");
  return JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "SNS:GetTopicAttributes",
          "SNS:SetTopicAttributes",
          "SNS:AddPermission",
          "SNS:RemovePermission",
          "SNS:DeleteTopic",
          "SNS:Subscribe",
          "SNS:ListSubscriptionsByTopic",
          "SNS:Publish",
        ],
        Resource: arn,
        Condition: { StringEquals: { "AWS:SourceOwner": owner } },
      },
    ],
  });
}
