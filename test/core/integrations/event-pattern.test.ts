import { describe, expect, test } from "@jest/globals";
import { matchesPattern } from "../../../core/integrations/event-pattern.ts";

const EVENT = {
  source: "aws.ecr",
  "detail-type": "ECR Image Action",
  resources: ["one", "two"],
  detail: { "action-type": "PUSH", "repository-name": "team/web", "image-tag": "" },
};

const name = (wanted: unknown) => ({ detail: { "repository-name": [wanted] } });

describe("a pattern, by the operators of EventBridge", () => {
  test.each<[string, unknown, "matches" | "differs" | "unknown"]>([
    ["nothing at all", {}, "matches"],
    ["one of several values", { source: ["aws.s3", "aws.ecr"] }, "matches"],
    ["another value", { source: ["aws.s3"] }, "differs"],
    ["a value of a list", { resources: ["two"] }, "matches"],
    ["every field", { source: ["aws.ecr"], detail: { "action-type": ["DELETE"] } }, "differs"],
    ["a field that is not there", { detail: { errorCode: [{ exists: false }] } }, "matches"],
    ["a field that must be there", { detail: { errorCode: [{ exists: true }] } }, "differs"],
    ["an empty text", { detail: { "image-tag": [""] } }, "matches"],
    ["a beginning", name({ prefix: "team/" }), "matches"],
    ["another beginning", name({ prefix: "web" }), "differs"],
    ["an end", name({ suffix: "/web" }), "matches"],
    ["a text in another case", name({ "equals-ignore-case": "TEAM/Web" }), "matches"],
    ["a wildcard", name({ wildcard: "t*/w*b" }), "matches"],
    ["a wildcard that overlaps itself", name({ wildcard: "team/we*eb" }), "differs"],
    ["a wildcard without a star", name({ wildcard: "team/we" }), "differs"],
    ["anything but a list", name({ "anything-but": ["team/web"] }), "differs"],
    ["anything but a text", name({ "anything-but": "other" }), "matches"],
    ["anything but a beginning", name({ "anything-but": { prefix: "team/" } }), "differs"],
    ["either of two", { $or: [{ source: ["aws.s3"] }, name("team/web")] }, "matches"],
    ["neither of two", { $or: [{ source: ["aws.s3"] }, name("x")] }, "differs"],
    ["an operator that is not known", name({ cidr: "10.0.0.0/8" }), "unknown"],
    ["an unknown one, where another differs", { source: ["x"], ...name({ cidr: "x" }) }, "differs"],
    ["an unknown one beside one that fits", { source: [{ cidr: "x" }, "aws.ecr"] }, "matches"],
    ["a field that is no list", { source: "aws.ecr" }, "unknown"],
    ["an alternative that is no list", { $or: {} }, "unknown"],
  ])("%s", (_, pattern, verdict) => {
    expect(matchesPattern(JSON.stringify(pattern), EVENT)).toBe(verdict);
  });

  test.each(["", "{", "[]x", "1", "null"])("%j is no pattern", (text) => {
    expect(matchesPattern(text, EVENT)).toBe("unknown");
  });
});
