import { type aws_s3 as s3, aws_s3_deployment as deployment } from "aws-cdk-lib";
import { Construct } from "constructs";
import { acknowledgeDeployment, deploymentParts } from "./deployment-function.ts";

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
    const parts = deploymentParts(
      this,
      "ecr-scout: publishes the customers' templates while the stack is deployed",
    );
    new deployment.BucketDeployment(this, "Deployment", {
      sources: [...texts].map(([key, text]) => deployment.Source.data(key, text)),
      // CDK's own class does not fit its interface under exactOptionalPropertyTypes.
      destinationBucket: bucket as s3.IBucket,
      destinationKeyPrefix: prefix,
      contentType: "application/yaml",
      prune: false,
      retainOnDelete: true,
      memoryLimit: MEMORY,
      ...parts,
    });
    acknowledgeDeployment(parts.role, bucket);
  }
}

/** MB: the AWS CLI is slow with less. */
const MEMORY = 512;
