import { expect, test } from "@jest/globals";
import { isAwsRegion, parseArn } from "../../../core/integrations/aws-arn.ts";

test.each([
  "us-east-1",
  "us-gov-west-1",
  "cn-northwest-1",
  "ap-southeast-7",
  "eusc-de-east-1",
  "il-central-1",
  "mx-central-1",
  "af-south-1",
])("%s is a Region", (region) => {
  expect(isAwsRegion(region)).toBe(true);
});

test.each([
  "",
  "us-east-1a",
  "s3-us-west-2",
  "s3-external-1",
  "elb-us-east-1",
  "us-east",
  "us-east-0",
  "US-EAST-1",
  "us-east-1.example.com",
  "us-east-1\n",
])("%j is none", (region) => {
  expect(isAwsRegion(region)).toBe(false);
});

test("an ARN is read, its resource with every colon", () => {
  expect(parseArn("arn:aws:secretsmanager:eu-west-1:222222222222:secret:name")).toEqual({
    partition: "aws",
    service: "secretsmanager",
    region: "eu-west-1",
    account: "222222222222",
    resource: "secret:name",
  });
  expect(parseArn("arn:aws-cn:iam::222222222222:role/x")).toMatchObject({ region: "" });
});

test.each([
  "",
  "arn",
  "arn:aws:s3:::bucket",
  "arn:aws:sns:us-east-1:222222222222",
  "arn:aws:sns:us-east-1:222222222222:",
  "arn:aws:sns:us-east-1:22222222222a:t",
  "arn:aws:sns:cn-north-1:222222222222:t",
  "arn:aws-cn:sns:us-east-1:222222222222:t",
  "arn:gcp:sns:us-east-1:222222222222:t",
  "urn:aws:sns:us-east-1:222222222222:t",
])("%j is no ARN of an account's", (text) => {
  expect(parseArn(text)).toBeUndefined();
});
