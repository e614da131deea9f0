import { Duration, RemovalPolicy, aws_s3 as s3 } from "aws-cdk-lib";
import { Construct } from "constructs";
import { acknowledge, acknowledgeResource, nagArn } from "./acknowledge.ts";
import type { LambdaFunction } from "./lambda-function.ts";

const ACTIONS = {
  read: "s3:GetObject",
  write: "s3:PutObject",
  delete: "s3:DeleteObject",
} as const;

/** What a function does with the objects of a bucket. */
export type ObjectAccess = keyof typeof ACTIONS;

/** What is a bucket's own. */
export interface PrivateBucketProps {
  /** Days that a replaced or deleted object can be brought back; not at all, if absent. */
  readonly undoDays?: number;
}

/** A bucket for the product's functions alone. It outlives the stack. */
export class PrivateBucket extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, { undoDays }: PrivateBucketProps = {}) {
    super(scope, id);
    this.bucket = new s3.Bucket(this, "Bucket", {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: undoDays !== undefined,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        { id: "incomplete-uploads", abortIncompleteMultipartUploadAfter: Duration.days(1) },
        ...(undoDays === undefined
          ? []
          : [
              {
                id: "replaced-objects",
                noncurrentVersionExpiration: Duration.days(undoDays),
                expiredObjectDeleteMarker: true,
              },
            ]),
      ],
    });
    acknowledge(
      this.bucket,
      "AwsSolutions-S1",
      "Only the product's own functions reach this bucket, and each logs what it does. Server access logs would need a bucket of their own; CloudTrail data events tell the same where they are wanted (docs/operate.md).",
    );
  }

  get name(): string {
    return this.bucket.bucketName;
  }

  /** Lets a function do these things with any object. */
  grant(fn: LambdaFunction, ...accesses: readonly ObjectAccess[]): void {
    const { bucketArn } = this.bucket;
    fn.allow(
      accesses.map((access) => ACTIONS[access]),
      `${bucketArn}/*`,
    );
    // Without it S3 answers 403 for a key that does not exist, and 404 is what the code awaits.
    if (accesses.includes("read")) fn.allow(["s3:ListBucket"], bucketArn);
    acknowledgeResource(
      fn.role,
      `${nagArn(this.bucket)}/*`,
      "Keys begin with an organization, an ecosystem or a digest, which are data: no narrower prefix exists when the role is made.",
    );
  }
}
