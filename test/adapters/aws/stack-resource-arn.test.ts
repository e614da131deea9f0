import { describe, expect, test } from "@jest/globals";
import { isStackArn, namedResource, ruleName } from "../../../adapters/aws/stack-resource-arn.ts";

const REGISTRY = { account: "222222222222", region: "eu-west-1" };
const EVENTS = "arn:aws:events:eu-west-1:222222222222";
const STACKS = "arn:aws:cloudformation:eu-west-1:222222222222";

describe("a rule's ARN", () => {
  test.each([
    [`${EVENTS}:rule/Scout-Rule_1.a`, { name: "Scout-Rule_1.a", bus: undefined }],
    [`${EVENTS}:rule/team/Rule`, { name: "Rule", bus: "team" }],
    [
      `${EVENTS}:rule/aws.partner/one.example/1/Rule`,
      { name: "Rule", bus: "aws.partner/one.example/1" },
    ],
  ])("names it: %s", (arn, rule) => {
    expect(ruleName(REGISTRY, arn)).toEqual(rule);
  });

  test.each([
    "",
    `${EVENTS}:rule/`,
    `${EVENTS}:rule/*`,
    `${EVENTS}:rule/Scout?`,
    `${EVENTS}:rule/*/Rule`,
    `${EVENTS}:rule/${"a".repeat(65)}`,
    `${EVENTS}:connection/a/b`,
    "arn:aws:events:eu-west-1:333333333333:rule/Rule",
    "arn:aws:events:us-east-1:222222222222:rule/Rule",
    "arn:aws-cn:events:eu-west-1:222222222222:rule/Rule",
    "arn:aws:sns:eu-west-1:222222222222:rule/Rule",
  ])("is none of the registry's account: %j", (arn) => {
    expect(ruleName(REGISTRY, arn)).toBeUndefined();
  });
});

describe("the ARN of a Connection or an API destination", () => {
  test.each(["connection", "api-destination"] as const)("names it: %s", (kind) => {
    expect(namedResource(REGISTRY, kind, `${EVENTS}:${kind}/Scout/0b-1`)).toEqual({
      name: "Scout",
      arnForPolicy: `${EVENTS}:${kind}/Scout`,
    });
  });

  test.each([
    "",
    `${EVENTS}:connection/Scout`,
    `${EVENTS}:connection/*/1`,
    `${EVENTS}:connection/Scout/*`,
    `${EVENTS}:connection/a/b/c`,
    `${EVENTS}:api-destination/Scout/1`,
    "arn:aws:events:eu-west-1:333333333333:connection/Scout/1",
  ])("is none of a Connection of the registry's account: %j", (arn) => {
    expect(namedResource(REGISTRY, "connection", arn)).toBeUndefined();
  });
});

test.each([
  [`${STACKS}:stack/Scout/0b8ab5ba-1`, true],
  [`${STACKS}:stack/Scout`, false],
  [`${STACKS}:stack/Scout/*`, false],
  [`${STACKS}:stack/*/1`, false],
  ["arn:aws:cloudformation:us-east-1:222222222222:stack/Scout/1", false],
])("tells the ARN of a stack of the registry's account: %s %j", (arn, expected) => {
  expect(isStackArn(REGISTRY, arn)).toBe(expected);
});
