import { describe, expect, test } from "@jest/globals";
import { checkLaunchRegion } from "../../../core/integrations/launch-region.ts";

describe("a Region in which a stack is to be launched", () => {
  test.each([
    [undefined, "events", "us-east-1"],
    ["eu-west-1", "events", "us-east-1"],
    ["eu-west-1", undefined, "us-east-1"],
    ["ca-west-1", undefined, "us-east-1"],
    ["ca-west-1", "poll", "us-east-1"],
    ["us-gov-west-1", undefined, "us-gov-east-1"],
    ["cn-north-1", "events", "cn-northwest-1"],
  ] as const)("%s may be, with delivery %s from %s", (region, delivery, home) => {
    expect(() => {
      checkLaunchRegion(region, delivery, home);
    }).not.toThrow();
  });

  test.each([
    ["ca-west-1", "events", "us-east-1", /no API destinations/],
    ["us-gov-west-1", "events", "us-gov-west-1", /no API destinations/],
    ["us-gov-west-1", "poll", "us-east-1", /partition aws, .* of aws-us-gov/],
    ["us-east-1", undefined, "cn-north-1", /partition aws-cn/],
    ["eusc-de-east-1", undefined, "eu-central-1", /deployment of the service in aws-eusc/],
  ] as const)("%s may not be, with delivery %s from %s", (region, delivery, home, reason) => {
    expect(() => {
      checkLaunchRegion(region, delivery, home);
    }).toThrow(
      expect.objectContaining({ code: "invalid-request", message: expect.stringMatching(reason) }),
    );
  });
});
