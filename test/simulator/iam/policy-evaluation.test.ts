import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { conditionsHold } from "../../../simulator/iam/policy-conditions.ts";
import { parsePolicy } from "../../../simulator/iam/policy-document.ts";
import { evaluatePolicies } from "../../../simulator/iam/policy-evaluation.ts";
import { matchesArn, matchesWildcard } from "../../../simulator/iam/policy-wildcard.ts";

const REPOSITORY = "arn:aws:ecr:us-east-1:222222222222:repository/team/app";

function decide(statements: unknown, action: string, resource = REPOSITORY, context = {}) {
  const policy = parsePolicy(JSON.stringify({ Statement: statements }), "identity");
  return evaluatePolicies([policy], { action, resource, context });
}

const allow = (action: unknown, resource: unknown = "*", more = {}) => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...more,
});

describe("statements", () => {
  test.each([
    ["the action", allow("ecr:BatchGetImage"), "allow"],
    ["the action in another case", allow("ECR:batchgetimage"), "allow"],
    ["one of several", allow(["s3:*", "ecr:Batch*"]), "allow"],
    ["another action", allow("ecr:PutImage"), "none"],
    ["the repository", allow("*", REPOSITORY), "allow"],
    ["another repository", allow("*", `${REPOSITORY}2`), "none"],
    ["repositories by prefix", allow("*", "arn:*:ecr:*:222222222222:repository/team/*"), "allow"],
    ["another account's", allow("*", "arn:aws:ecr:*:111111111111:repository/*"), "none"],
    ["NotAction", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }, "allow"],
    ["NotAction that names it", { Effect: "Allow", NotAction: "ecr:*", Resource: "*" }, "none"],
    ["NotResource", { Effect: "Allow", Action: "*", NotResource: REPOSITORY }, "none"],
    ["a denial beside it", [allow("*"), { ...allow("ecr:*"), Effect: "Deny" }], "deny"],
    ["a denial of something else", [allow("*"), { ...allow("s3:*"), Effect: "Deny" }], "allow"],
    ["a condition that fails", allow("*", "*", { Condition: { Bool: { x: "true" } } }), "none"],
    ["nothing", [], "none"],
  ])("%s", (_, statements, expected) => {
    expect(decide(statements, "ecr:BatchGetImage")).toBe(expected);
  });

  test("a variable stands for the request's value", () => {
    const statement = allow("*", `${REPOSITORY.slice(0, -8)}\${aws:userid}/app`);
    expect(decide(statement, "ecr:X", REPOSITORY, { "aws:userid": "team" })).toBe("allow");
    expect(decide(statement, "ecr:X", REPOSITORY, { "aws:userid": "other" })).toBe("none");
  });
});

describe("conditions", () => {
  const context = {
    "sts:ExternalId": "abc",
    "aws:PrincipalArn": "arn:aws:iam::111111111111:role/scout/analyzer",
    "aws:TagKeys": ["a", "b"],
    "aws:CurrentTime": "2026-11-21T00:00:00Z",
  };
  test.each([
    ["StringEquals", "sts:externalid", ["x", "abc"], true],
    ["StringEquals", "sts:ExternalId", ["ABC"], false],
    ["StringEquals", "missing", ["abc"], false],
    ["StringEqualsIgnoreCase", "sts:ExternalId", ["ABC"], true],
    ["StringNotEquals", "sts:ExternalId", ["x", "y"], true],
    ["StringNotEquals", "sts:ExternalId", ["x", "abc"], false],
    ["StringNotEquals", "missing", ["abc"], true],
    ["StringLike", "sts:ExternalId", ["a*"], true],
    ["StringEqualsIfExists", "missing", ["abc"], true],
    ["StringEqualsIfExists", "sts:ExternalId", ["x"], false],
    ["ArnLike", "aws:PrincipalArn", ["arn:aws:iam::111111111111:role/scout/*"], true],
    ["ArnEquals", "aws:PrincipalArn", ["arn:aws:iam::*:role/scout/*"], true],
    ["ArnLike", "aws:PrincipalArn", ["arn:aws:iam::111111111111:role/other/*"], false],
    ["ArnLike", "aws:PrincipalArn", ["arn:aws:*:role/scout/*"], false],
    ["ArnNotLike", "aws:PrincipalArn", ["arn:aws:iam::*:role/other/*"], true],
    ["Null", "missing", ["true"], true],
    ["Null", "sts:ExternalId", ["true"], false],
    ["ForAllValues:StringEquals", "aws:TagKeys", ["a", "b", "c"], true],
    ["ForAllValues:StringEquals", "aws:TagKeys", ["a"], false],
    ["ForAnyValue:StringEquals", "aws:TagKeys", ["b"], true],
    ["ForAnyValue:StringEquals", "missing", ["b"], false],
    ["ForAllValues:StringEqualsIfExists", "missing", ["b"], true],
    ["ForAllValues:StringNotEquals", "aws:TagKeys", ["c"], true],
    ["DateLessThan", "aws:CurrentTime", ["2027-01-01T00:00:00Z"], true],
    ["NumericLessThan", "missing", ["3"], false],
  ])("%s of %s in %j is %j", (operator, key, values, expected) => {
    expect(conditionsHold({ [operator]: { [key]: values } }, context)).toBe(expected);
  });

  test("all operators and keys must hold", () => {
    const right = { "sts:ExternalId": ["abc"] };
    expect(conditionsHold({ StringEquals: right, Null: { x: ["true"] } }, context)).toBe(true);
    expect(conditionsHold({ StringEquals: { ...right, x: ["y"] } }, context)).toBe(false);
  });

  test("an unknown operator is refused by name, never passed over", () => {
    const condition = { IpAddress: { "aws:SourceIp": ["0.0.0.0/0"] } };
    expect(() => decide(allow("*", "*", { Condition: condition }), "ecr:X")).toThrow(
      "The simulator does not do the condition operator IpAddress",
    );
  });
});

describe("wildcards", () => {
  test("match what the equal regular expression matches", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
    fc.assert(
      fc.property(word, text, (pattern, value) => {
        const expression = pattern.replaceAll("*", ".*").replaceAll("?", ".");
        expect(matchesWildcard(pattern, value)).toBe(
          new RegExp(`^${expression}$`, "u").test(value),
        );
      }),
    );
  });

  test("a pattern made to be slow is not", () => {
    expect(matchesWildcard("*a".repeat(40) + "b", "a".repeat(20_000))).toBe(false);
  });

  test("a star crosses colons only in an ARN's last part", () => {
    expect(matchesArn("arn:aws:sqs:*:jobs", "arn:aws:sqs:us-east-1:222222222222:jobs")).toBe(false);
    expect(matchesArn("arn:aws:logs:*:*:*", "arn:aws:logs:r:1:log-group:a:b")).toBe(true);
  });
});
