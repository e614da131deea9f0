import { expect, test } from "@jest/globals";
import { isAwsRegion } from "../../../core/integrations/aws-arn.ts";
import {
  capabilitiesOf,
  templateVariantOf,
} from "../../../core/integrations/region-capabilities.ts";

test.each([
  ["us-east-1", "events"],
  ["eu-west-1", "events"],
  ["cn-north-1", "events"],
  ["us-gov-west-1", "poll"],
  ["us-gov-east-1", "poll"],
  ["ca-west-1", "poll"],
  ["il-central-1", "poll"],
  ["eusc-de-east-1", "poll"],
  // Too new to be known: the template that can be launched anywhere.
  ["sa-west-1", "poll"],
  // The console's own choice.
  [undefined, "events"],
])("a stack in %s is launched from the template with %s", (region, variant) => {
  expect(templateVariantOf(region)).toBe(variant);
});

test("an unknown Region has what every Region has", () => {
  expect(capabilitiesOf("sa-west-1")).toEqual({ apiDestinations: false, pullTimeExclusion: true });
});

test("the Regions of the tests are named as AWS names them", () => {
  expect(
    ["eusc-de-east-1", "us-gov-west-1", "il-central-1"].filter((name) => !isAwsRegion(name)),
  ).toEqual([]);
});
