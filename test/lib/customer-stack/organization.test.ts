import { expect, test } from "@jest/globals";
import { objectOf, textOf } from "../../fixtures/cloudformation-template.ts";
import { propertiesOf, readWith } from "./rendered.ts";

const registry = readWith();
const template = readWith({ audience: "organization" });
const DERIVED = { "Fn::Sub": "${ExternalIdPrefix}-${AWS::AccountId}-${AWS::Region}" };

// The parameters of a StackSet are the same in all accounts, and can't be overridden in those
// that join later.
test("each stack makes an external ID of its own", () => {
  expect(Object.keys(template.Parameters)).not.toContain("ExternalId");
  expect(propertiesOf(template, "ScoutSetup")["ExternalId"]).toEqual(DERIVED);
  const trust = JSON.stringify(propertiesOf(template, "AssumeRoleEcrAccess"));
  expect(trust).toContain(JSON.stringify({ "sts:ExternalId": DERIVED }));
});

test.each([
  ["0123456789abcdef", true],
  ["short", false],
  ["has a space in it ", false],
  ["a".repeat(1024), true],
  ["a".repeat(1025), false],
])("it may begin with %j: %s", (value, expected) => {
  const { AllowedPattern } = objectOf(template.Parameters["ExternalIdPrefix"]);
  expect(new RegExp(`^(?:${textOf(AllowedPattern)})$`).test(value)).toBe(expected);
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
  const longest = `${value}-222222222222-ap-southeast-1`;
  expect(longest.length).toBeLessThanOrEqual(1224);
});

test("everything else is as in the template for one registry", () => {
  const own = JSON.stringify(template.Resources);
  expect(own.replaceAll(JSON.stringify(DERIVED), JSON.stringify({ Ref: "ExternalId" }))).toBe(
    JSON.stringify(registry.Resources),
  );
});
