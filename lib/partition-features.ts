import { partitionOf } from "../core/contract/aws-partition.ts";

/** What an AWS partition has of what the stack would use. */
export interface PartitionFeatures {
  /** `AWS::Cognito::UserPool` and what belongs to it. */
  readonly userPools: boolean;
  /** `RecursiveLoop` of a function: Lambda's detection of loops. */
  readonly loopDetection: boolean;
  /** `AWS::CloudFront::Distribution`, as the dashboard needs it. */
  readonly distributions: boolean;
}

/**
 * Partitions that lack something. CloudFormation knows all the other types of the stack everywhere.
 * China has a CloudFront of its own, which serves no name but an operator's with an ICP filing.
 *
 * As of 2026-11-22: CloudFormation's resource types by Region as cfn-lint 1.51 has them;
 * https://docs.amazonaws.cn/en_us/aws/latest/userguide/lambda.html
 * https://docs.amazonaws.cn/en_us/aws/latest/userguide/cloudfront.html
 */
const LACKING: Readonly<Record<string, Partial<PartitionFeatures>>> = {
  "aws-cn": { userPools: false, loopDetection: false, distributions: false },
  "aws-us-gov": { distributions: false },
  "aws-eusc": { distributions: false },
};

/** @param region In which the stack is deployed; undefined, where nobody knows: it has all. */
export function partitionFeatures(region: string | undefined): PartitionFeatures {
  const lacking = region === undefined ? {} : LACKING[partitionOf(region)];
  return { userPools: true, loopDetection: true, distributions: true, ...lacking };
}
