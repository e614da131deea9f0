import { partitionOf } from "../../core/integrations/registry-host.ts";
import type { Connection } from "../../core/integrations/port.ts";

/**
 * Session policy that narrows a customer's role to reading one repository. A token for the
 * registry can't be narrowed; it carries the session's rights.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/security_iam_service-with-iam.html
 *
 * @param repository A checked name: a wildcard in it would widen the policy.
 */
export function repositorySessionPolicy(
  { account, region }: Pick<Connection, "account" | "region">,
  repository: string,
): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
      {
        Effect: "Allow",
        Action: ["ecr:DescribeImages", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Resource: `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${repository}`,
      },
    ],
  });
}
