import { Stack, type CfnElement, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/**
 * Says why a finding of cdk-nag is right as it is, on the one construct that has it.
 *
 * @param finding Its identifier, for example `AwsSolutions-S1` or
 *   `AwsSolutions-IAM5[Resource::…]`.
 */
export function acknowledge(construct: IConstruct, finding: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: finding, reason });
}

/**
 * Acknowledges a wildcard in a resource.
 *
 * @param resource As cdk-nag writes it: `<LogicalId.Arn>/*`, with `nagArn` for the first part.
 */
export function acknowledgeResource(construct: IConstruct, resource: string, reason: string): void {
  acknowledge(construct, `AwsSolutions-IAM5[Resource::${resource}]`, reason);
}

/** `GetAtt …Arn` of a resource as cdk-nag writes it. */
export function nagArn(resource: IConstruct): string {
  const element = resource.node.defaultChild as CfnElement;
  return `<${Stack.of(resource).getLogicalId(element)}.Arn>`;
}
