import { partitionOf } from "../../core/contract/aws-partition.ts";
import type { Connection } from "../../core/integrations/port.ts";

type Registry = Pick<Connection, "account" | "region">;

/**
 * Session policy that narrows a customer's role to reading one repository. A token for the
 * registry can't be narrowed; it carries the session's rights.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/security_iam_service-with-iam.html
 *
 * @param repository A checked name: a wildcard in it would widen the policy.
 */
export function repositorySessionPolicy(registry: Registry, repository: string): string {
  return policyOf(
    { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    {
      Effect: "Allow",
      Action: ["ecr:DescribeImages", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: repositoryArn(registry, repository),
    },
  );
}

/** Session policy that narrows a customer's role to the names of a registry's repositories. */
export function registrySessionPolicy(registry: Registry): string {
  return policyOf({
    Effect: "Allow",
    Action: "ecr:DescribeRepositories",
    Resource: repositoryArn(registry, "*"),
  });
}

/**
 * Session policy that narrows a customer's role to the list of one repository's images.
 *
 * @param repository A checked name: a wildcard in it would widen the policy.
 */
export function imageListSessionPolicy(registry: Registry, repository: string): string {
  return policyOf({
    Effect: "Allow",
    Action: "ecr:DescribeImages",
    Resource: repositoryArn(registry, repository),
  });
}

/**
 * Session policy that narrows a customer's role to writing one secret.
 *
 * @param secretArn A checked ARN: a wildcard in it would widen the policy.
 */
export function secretSessionPolicy(secretArn: string): string {
  return policyOf({
    Effect: "Allow",
    Action: "secretsmanager:PutSecretValue",
    Resource: secretArn,
  });
}

/** Session policy of a role that is only proved: it may do nothing. */
export const NOTHING_SESSION_POLICY = policyOf({ Effect: "Deny", Action: "*", Resource: "*" });

/** A policy of these statements, as text. */
export function policyOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function repositoryArn({ account, region }: Registry, repository: string): string {
  return `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${repository}`;
}
