import {
  Fn,
  type Stack,
  aws_iam as iam,
  type aws_secretsmanager as secretsmanager,
} from "aws-cdk-lib";
import type { Brand } from "../core/contract/brand.ts";
import {
  CUSTOMER_ROLE_PATH,
  STACK_PARAMETERS,
  TRUSTED_ROLE_PATH,
} from "../core/contract/customer-stack.ts";
import type { Layout } from "../core/contract/vocabulary.ts";
import type { CustomerParameters } from "./customer-parameters.ts";
import type { SetupTopic } from "./customer-topic.ts";

/** Reading images and their tags, and nothing else. */
const READING = [
  "ecr:ListImages",
  "ecr:DescribeImages",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
];

/** Repositories of this account and Region. */
const THIS_REGISTRY = "arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/*";
/** Before each name of the scope: no function can stand between the parts that Fn::Join joins. */
const ANY_REGISTRY = "arn:*:ecr:*:*:repository/";

interface CustomerRolesProps {
  readonly brand: Brand;
  readonly layout: Layout;
  readonly parameters: CustomerParameters;
  readonly topic: SetupTopic;
  /** Undefined where nothing sends events, so that no key is needed. */
  readonly secret: secretsmanager.CfnSecret | undefined;
}

/** The roles that we assume. */
export interface CustomerRoles {
  readonly ecrAccess: iam.CfnRole;
  /** Which writes the secret; undefined where `ecrAccess` does, or where there is none. */
  readonly setup: iam.CfnRole | undefined;
}

/** Adds the roles that we assume: to read images, and to write the key into one secret. */
export function customerRoles(stack: Stack, props: CustomerRolesProps): CustomerRoles {
  const { brand, layout, parameters, secret } = props;
  const readImages = { policyName: "read-images", policyDocument: readPolicy(parameters) };
  const reads = `Lets ${brand.name} list and pull images of this registry`;
  if (secret === undefined) {
    const role = customerRole(stack, "AssumeRoleEcrAccess", props, `${reads}.`, [readImages]);
    return { ecrAccess: role, setup: undefined };
  }
  const writeKey = { policyName: "write-credentials", policyDocument: writePolicy(secret.ref) };
  if (layout === "current") {
    const description = `${reads}, and write the key of this integration.`;
    const policies = [readImages, writeKey];
    const role = customerRole(stack, "AssumeRoleEcrAccess", props, description, policies);
    return { ecrAccess: role, setup: undefined };
  }
  const description = `Lets ${brand.name} write the key of this integration, and nothing else.`;
  return {
    ecrAccess: customerRole(stack, "AssumeRoleEcrAccess", props, `${reads}.`, [readImages]),
    setup: customerRole(stack, "AssumeRoleScoutSetup", props, description, [writeKey]),
  };
}

function customerRole(
  stack: Stack,
  logicalId: string,
  { parameters, topic }: CustomerRolesProps,
  description: string,
  policies: readonly iam.CfnRole.PolicyProperty[],
): iam.CfnRole {
  const role = new iam.CfnRole(stack, logicalId, {
    description,
    path: CUSTOMER_ROLE_PATH,
    assumeRolePolicyDocument: trustPolicy(parameters),
    policies: [...policies],
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
          StringEquals: { "sts:ExternalId": externalId },
          ArnLike: { "aws:PrincipalArn": Fn.sub(`${trusted}:role${TRUSTED_ROLE_PATH}*`) },
        },
      },
    ],
  };
}

/**
 * The scope's names become ARNs by Fn::Split and Fn::Join, whose separators must be plain text:
 * partition, Region and account can't stand in them, so the last statement holds them.
 */
function readPolicy({ repositoryScope }: CustomerParameters): object {
  const names = Fn.join(`,${ANY_REGISTRY}`, repositoryScope.valueAsList);
  return {
    Version: "2012-10-17",
    Statement: [
      // AWS allows no narrower resource for this action.
      { Sid: "LogIn", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
      {
        // Names alone: ECR can't list a part of them.
        Sid: "ListRepositories",
        Effect: "Allow",
        Action: "ecr:DescribeRepositories",
        Resource: Fn.sub(THIS_REGISTRY),
      },
      {
        Sid: "ReadImages",
        Effect: "Allow",
        Action: READING,
        Resource: Fn.split(",", Fn.join("", [ANY_REGISTRY, names])),
      },
      {
        Sid: "NoOtherRegistry",
        Effect: "Deny",
        Action: READING,
        NotResource: Fn.sub(THIS_REGISTRY),
      },
    ],
  };
}

function writePolicy(secretArn: string): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "WriteKey",
        Effect: "Allow",
        // What it is, for checks, and a new value: never the present one.
        Action: ["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"],
        Resource: secretArn,
      },
    ],
  };
}
