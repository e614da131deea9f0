import {
  Fn,
  type Stack,
  aws_iam as iam,
  type aws_secretsmanager as secretsmanager,
} from "aws-cdk-lib";
import {
  CUSTOMER_ROLE_PATH,
  STACK_PARAMETERS,
  TRUSTED_ROLE_PATH,
} from "../core/contract/customer-stack.ts";
import type { Brand } from "./customer-brand.ts";
import type { CustomerParameters } from "./customer-parameters.ts";
import type { SetupTopic } from "./customer-topic.ts";

/** Reading images and their tags, and nothing else. */
const REPOSITORY_ACTIONS = [
  "ecr:DescribeRepositories",
  "ecr:ListImages",
  "ecr:DescribeImages",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
];

interface EcrAccessProps {
  readonly brand: Brand;
  readonly parameters: CustomerParameters;
  readonly topic: SetupTopic;
  readonly secret: secretsmanager.CfnSecret;
}

/** Adds the role that we assume: it reads images, and writes the key into one secret. */
export function ecrAccessRole(stack: Stack, props: EcrAccessProps): iam.CfnRole {
  const { brand, parameters, topic, secret } = props;
  const role = new iam.CfnRole(stack, "AssumeRoleEcrAccess", {
    description: `Lets ${brand.name} list and pull the images of this registry, and write the key of this integration.`,
    path: CUSTOMER_ROLE_PATH,
    assumeRolePolicyDocument: trustPolicy(parameters),
    policies: [
      { policyName: "read-images", policyDocument: readImages() },
      { policyName: "write-credentials", policyDocument: writeCredentials(secret.ref) },
    ],
  });
  // A role takes its time: SNS has our confirmation before ScoutSetup is published.
  role.addResourceDependency(topic.subscription);
  role.addResourceDependency(topic.policy);
  return role;
}

/**
 * Our account with a path of roles: a role's own ARN would be stored as its unique ID, and every
 * customer's trust would break if that role were ever created again. aws:PrincipalArn of a
 * function's session is the ARN of its role, path included.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
function trustPolicy({ externalId }: CustomerParameters): object {
  const trusted = `arn:\${AWS::Partition}:iam::\${${STACK_PARAMETERS.trustedAccountId}}`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OnlyForThisIntegration",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { AWS: Fn.sub(`${trusted}:root`) },
        Condition: {
          StringEquals: { "sts:ExternalId": externalId.valueAsString },
          ArnLike: { "aws:PrincipalArn": Fn.sub(`${trusted}:role${TRUSTED_ROLE_PATH}*`) },
        },
      },
    ],
  };
}

function readImages(): object {
  return {
    Version: "2012-10-17",
    Statement: [
      // AWS allows no narrower resource for this action.
      { Sid: "LogIn", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
      {
        Sid: "ReadImages",
        Effect: "Allow",
        Action: REPOSITORY_ACTIONS,
        Resource: Fn.sub("arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/*"),
      },
    ],
  };
}

function writeCredentials(secretArn: string): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "WriteKey",
        Effect: "Allow",
        Action: "secretsmanager:PutSecretValue",
        Resource: secretArn,
      },
    ],
  };
}
