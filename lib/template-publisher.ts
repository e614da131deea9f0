import {
  RemovalPolicy,
  Stack,
  aws_iam as iam,
  aws_logs as logs,
  type aws_s3 as s3,
  aws_s3_deployment as deployment,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { acknowledge, acknowledgeResource, nagArn } from "./acknowledge.ts";
import { LOG_RETENTION, OWN_ROLE_PATH } from "./lambda-function.ts";

/** What is published. */
export interface TemplatePublisherProps {
  readonly bucket: s3.Bucket;
  /** Before every key, with its slash. */
  readonly prefix: string;
  /** Key without the prefix → text, which may hold references that are known at deployment only. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Writes objects while the stack is deployed. Their text goes by way of an asset and not of
 * this stack's template, in which CloudFormation would resolve the dynamic reference that
 * customers' stacks are to resolve. What was written before stays.
 */
export class TemplatePublisher extends Construct {
  constructor(scope: Construct, id: string, { bucket, prefix, texts }: TemplatePublisherProps) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, "Log", {
      retention: LOG_RETENTION,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new iam.Role(this, "Role", {
      description: "ecr-scout: publishes the customers' templates while the stack is deployed",
      path: OWN_ROLE_PATH,
      assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com"),
    });
    const actions = ["logs:CreateLogStream", "logs:PutLogEvents"];
    role.addToPolicy(new iam.PolicyStatement({ actions, resources: [logGroup.logGroupArn] }));
    new deployment.BucketDeployment(this, "Deployment", {
      sources: [...texts].map(([key, text]) => deployment.Source.data(key, text)),
      // CDK's own class does not fit its interface under exactOptionalPropertyTypes.
      destinationBucket: bucket as s3.IBucket,
      destinationKeyPrefix: prefix,
      contentType: "application/yaml",
      prune: false,
      retainOnDelete: true,
      memoryLimit: MEMORY,
      role,
      logGroup,
    });
    acknowledgeDeployment(role, bucket);
  }
}

/** MB: the AWS CLI is slow with less. */
const MEMORY = 512;

/** What CDK's own function is given and made of. */
function acknowledgeDeployment(role: iam.Role, bucket: s3.Bucket): void {
  const stack = Stack.of(role);
  const reason =
    "CDK's function for deployments of files gets these from CDK. It runs while the stack is deployed, and reaches nothing but CDK's bucket of assets and the bucket of public templates.";
  for (const action of ["GetObject*", "GetBucket*", "List*", "DeleteObject*", "Abort*"]) {
    acknowledge(role, `AwsSolutions-IAM5[Action::s3:${action}]`, reason);
  }
  acknowledgeResource(role, `${nagArn(bucket)}/*`, reason);
  acknowledgeResource(
    role,
    "arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*",
    reason,
  );
  const provider = stack.node.children.find(({ node }) =>
    node.id.startsWith("Custom::CDKBucketDeployment"),
  );
  if (provider === undefined) throw new Error("CDK's function for deployments has another name");
  acknowledge(
    provider,
    "AwsSolutions-L1",
    "CDK chooses the runtime of its own function, with the version of CDK.",
  );
}
