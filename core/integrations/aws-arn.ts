import { partitionOf } from "../contract/aws-partition.ts";

/**
 * Names of AWS's Regions: area, perhaps a qualifier, a point of the compass, a digit. Narrow on
 * purpose: hosts are built from it, and `sns.<anything>.amazonaws.com` may be another service's
 * (`s3-us-west-2` is S3's).
 * https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
const REGION =
  /^(af|ap|ca|cn|eu|eusc-de|il|me|mx|sa|us|us-gov)-(central|east|west|(north|south)(east|west)?)-[1-9]$/;

/** An ARN whose Region, if it has one, is of its partition. */
export interface AwsArn {
  /** `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc`. */
  readonly partition: string;
  readonly service: string;
  /** Empty for what is global, such as roles. */
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
  /** What follows the account, colons included. */
  readonly resource: string;
}

/** Whether it is the name of a Region, by its form. */
export function isAwsRegion(region: string): boolean {
  return REGION.test(region);
}

/**
 * Reads an ARN of a resource that belongs to an account; undefined for whatever is none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function parseArn(text: string): AwsArn | undefined {
  const [prefix, partition, service, region, account, ...rest] = text.split(":");
  if (prefix !== "arn" || !partition || !service || region === undefined || !account) {
    return undefined;
  }
  const resource = rest.join(":");
  if (!/^\d{12}$/.test(account) || resource === "") return undefined;
  if (!/^aws(-[a-z]+)*$/.test(partition)) return undefined;
  if (region !== "" && (!isAwsRegion(region) || partitionOf(region) !== partition)) {
    return undefined;
  }
  return { partition, service, region, account, resource };
}
