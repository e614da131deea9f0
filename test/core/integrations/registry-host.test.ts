import { expect, test } from "@jest/globals";
import { partitionOf } from "../../../core/contract/aws-partition.ts";
import { registryHostOf } from "../../../core/integrations/registry-host.ts";

test.each([
  ["us-east-1", "aws", "222222222222.dkr.ecr.us-east-1.amazonaws.com"],
  ["us-gov-west-1", "aws-us-gov", "222222222222.dkr.ecr.us-gov-west-1.amazonaws.com"],
  ["cn-north-1", "aws-cn", "222222222222.dkr.ecr.cn-north-1.amazonaws.com.cn"],
  ["eusc-de-east-1", "aws-eusc", "222222222222.dkr.ecr.eusc-de-east-1.amazonaws.eu"],
])("%s is of the partition %s", (region, partition, host) => {
  expect(partitionOf(region)).toBe(partition);
  expect(registryHostOf("222222222222", region)).toBe(host);
});
