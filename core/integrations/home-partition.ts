import { partitionOf } from "../contract/aws-partition.ts";
import { PermanentError } from "../errors.ts";
import type { RequestingStack } from "./custom-resource-request.ts";

/**
 * Refuses a stack of another AWS partition than the product's own: SNS reaches us from there, but
 * no role of a partition can be assumed from another one.
 *
 * @param homeRegion Region that the product runs in.
 * @throws PermanentError `other-partition`
 */
export function checkHomePartition(
  { partition, account, region }: RequestingStack,
  homeRegion: string,
): void {
  const home = partitionOf(homeRegion);
  if (partition === home) return;
  throw new PermanentError(
    "other-partition",
    `The stack is in account ${account} in ${region}, of the AWS partition ${partition}, and this service runs in ${home}: it can't assume any role of ${partition}. Delete this stack, and connect the registry to a deployment of the service in ${partition}.`,
  );
}
