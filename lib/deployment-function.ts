import {
  RemovalPolicy,
  Stack,
  aws_iam as iam,
  aws_logs as logs,
  type aws_s3 as s3,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { acknowledge, acknowledgeResource, nagArn } from "./acknowledge.ts";
import { LOG_RETENTION, OWN_ROLE_PATH } from "./lambda-function.ts";

/** What CDK's function for deployments of files is given of ours. */
export interface DeploymentParts {
  readonly role: iam.Role;
  readonly logGroup: logs.LogGroup;
}

/**
 * Makes role and log of the function of CDK that writes objects while the stack is deployed.
 *
 * @param description Of the role.
 */
export function deploymentParts(scope: Construct, description: string): DeploymentParts {
  const logGroup = new logs.LogGroup(scope, "Log", {
    retention: LOG_RETENTION,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new iam.Role(scope, "Role", {
    description,
    path: OWN_ROLE_PATH,
    assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com"),
  });
  const actions = ["logs:CreateLogStream", "logs:PutLogEvents"];
  role.addToPolicy(new iam.PolicyStatement({ actions, resources: [logGroup.logGroupArn] }));
  return { role, logGroup };
}

/**
 * Acknowledges what CDK's functions for deployments are given and made of, once the role has it all.
 *
 * @param bucket Where it writes.
 */
export function acknowledgeDeployment(role: iam.Role, bucket: s3.Bucket): void {
  const stack = Stack.of(role);
  const reason =
    "CDK's function for deployments of files gets these from CDK. It runs while the stack is deployed, and reaches nothing but CDK's bucket of assets and the bucket that it fills.";
  for (const action of ["GetObject*", "GetBucket*", "List*", "DeleteObject*", "Abort*"]) {
    acknowledge(role, `AwsSolutions-IAM5[Action::s3:${action}]`, reason);
  }
  acknowledgeResource(role, `${nagArn(bucket)}/*`, reason);
  acknowledgeResource(
    role,
    "arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*",
    reason,
  );
  const providers = stack.node.children.filter(({ node }) =>
    node.id.startsWith("Custom::CDKBucketDeployment"),
  );
  if (providers.length === 0) throw new Error("CDK's function for deployments has another name");
  for (const provider of providers) {
    acknowledge(
      provider,
      "AwsSolutions-L1",
      "CDK chooses the runtime of its own function, with the version of CDK.",
    );
  }
}
