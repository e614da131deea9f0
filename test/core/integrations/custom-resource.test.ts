import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { answerTo, parsePhysicalId } from "../../../core/integrations/custom-resource-answer.ts";
import { responseUrl } from "../../../core/integrations/custom-resource-url.ts";
import { setupRequest, stackFixture } from "../../fixtures/setup-messages.ts";

const BUCKET = "cloudformation-custom-resource-response-useast1";
const SEEN = "cloudformation-custom-resource-response-apsouth1";

describe("an address to answer at", () => {
  test.each([
    ["us-east-1", `https://${BUCKET}.s3.us-east-1.amazonaws.com/a?b=c`],
    ["us-east-1", `https://${BUCKET}.s3-us-east-1.amazonaws.com/a?b=c`],
    ["us-east-1", `https://${BUCKET}.s3.amazonaws.com/a?b=c`],
    ["ap-south-1", `https://${SEEN}.s3.ap-south-1.amazonaws.com/a?b=c`],
    [
      "cn-north-1",
      "https://cloudformation-custom-resource-response-cnnorth1.s3.cn-north-1.amazonaws.com.cn/a?b=c",
    ],
  ])("in %s is taken: %s", (region, url) => {
    expect(responseUrl(url, region).href).toBe(url);
  });

  test.each([
    ["without TLS", `http://${BUCKET}.s3.us-east-1.amazonaws.com/a`],
    ["of another Region", `https://${SEEN}.s3.ap-south-1.amazonaws.com/a`],
    ["of another bucket", "https://mine.s3.us-east-1.amazonaws.com/a"],
    ["with the bucket in the path", `https://s3.us-east-1.amazonaws.com/${BUCKET}/a`],
    ["of somebody else", `https://${BUCKET}.s3.us-east-1.amazonaws.com.example.com/a`],
    ["behind userinfo", `https://${BUCKET}.s3.us-east-1.amazonaws.com@example.com/a`],
    ["with userinfo", `https://user:word@${BUCKET}.s3.us-east-1.amazonaws.com/a`],
    ["on another port", `https://${BUCKET}.s3.us-east-1.amazonaws.com:8443/a`],
    ["of this machine", "https://127.0.0.1/a"],
    ["of instance metadata", "http://169.254.169.254/latest/meta-data/"],
    ["of a file", "file:///etc/passwd"],
    ["nowhere", "nowhere"],
  ])("%s is refused", (_, url) => {
    expect(() => responseUrl(`${url}?X-Amz-Signature=secret`, "us-east-1")).toThrow(
      expect.objectContaining({
        code: "response-url-refused",
        message: expect.not.stringContaining("secret"),
      }),
    );
  });

  test("is not taken by the name that us-east-1 alone has", () => {
    expect(() => responseUrl(`https://${SEEN}.s3.amazonaws.com/a`, "ap-south-1")).toThrow();
  });
});

describe("an answer", () => {
  const request = setupRequest(stackFixture(), "x");

  test("says what it is about, and no more", () => {
    const answer = {
      PhysicalResourceId: "ecr-scout-00000000000000a1-setup",
      StackId: request.StackId,
      RequestId: request.RequestId,
      LogicalResourceId: "ScoutSetup",
    };
    expect(answerTo(request, "00000000000000a1", undefined)).toEqual({
      Status: "SUCCESS",
      ...answer,
    });
    expect(answerTo(request, "00000000000000a1", "It failed.")).toEqual({
      Status: "FAILED",
      Reason: "It failed.",
      ...answer,
    });
  });

  test("keeps the physical ID that CloudFormation names", () => {
    const update = { ...request, PhysicalResourceId: "kept" };
    expect(answerTo(update, "00000000000000a1", undefined).PhysicalResourceId).toBe("kept");
  });

  test("has at most 4,096 bytes; its reason is cut between characters", () => {
    const reason = fc.string({ unit: "binary", minLength: 0, maxLength: 3000, size: "max" });
    fc.assert(
      fc.property(reason, (text) => {
        const answer = answerTo(request, null, text);
        const bytes = Buffer.byteLength(JSON.stringify(answer));
        expect(bytes).toBeLessThanOrEqual(4096);
        const kept = answer.Reason ?? "";
        if (kept === text) return;
        expect(kept.endsWith("…")).toBe(true);
        expect(text.startsWith(kept.slice(0, -1))).toBe(true);
        // Not a character less than there is room for: one takes up to 12 bytes of JSON.
        expect(bytes).toBeGreaterThan(4096 - 12);
      }),
      { numRuns: 50 },
    );
  });

  test.each(["é", "😀", "\u0000", '"'])("does not cut %j in two", (character) => {
    const answer = answerTo(request, null, character.repeat(5000));
    expect((answer.Reason ?? "").slice(0, -1).replaceAll(character, "")).toBe("");
  });
});

test.each([
  ["ecr-scout-00000000000000a1-setup", { integrationId: "00000000000000a1", part: "setup" }],
  ["ecr-scout-00000000000000a1-complete", { integrationId: "00000000000000a1", part: "complete" }],
  ["ecr-scout-none-setup", undefined],
  ["ecr-scout-00000000000000A1-setup", undefined],
  ["x-ecr-scout-00000000000000a1-setup", undefined],
  ["ecr-scout-00000000000000a1-setup\n", undefined],
  [undefined, undefined],
])("the physical ID %j names %j", (physicalId, resource) => {
  expect(parsePhysicalId(physicalId)).toEqual(resource);
});
