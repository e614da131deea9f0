import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isInScope } from "../../../core/integrations/repository-scope.ts";
import { evaluate } from "../../../simulator/cloudformation/template/evaluate.ts";
import type { Json } from "../../../simulator/cloudformation/template/json.ts";
import { parsePolicy } from "../../../simulator/iam/policy-document.ts";
import { evaluatePolicies } from "../../../simulator/iam/policy-evaluation.ts";
import { isList, objectOf } from "../../fixtures/cloudformation-template.ts";
import { propertiesOf, readWith } from "./rendered.ts";

const HOME = { partition: "aws", region: "eu-west-1", account: "222222222222" };

const { Policies } = propertiesOf(readWith(), "AssumeRoleEcrAccess");
const [readImages] = isList(Policies) ? Policies : [];
const { PolicyDocument } = objectOf(readImages);

/** What the role's policy for reading becomes with a scope, evaluated as CloudFormation does it. */
function policyWith(scope: readonly string[]) {
  const evaluated = evaluate(PolicyDocument as Json, {
    parameters: { RepositoryScope: scope },
    pseudoParameters: {
      "AWS::Partition": HOME.partition,
      "AWS::Region": HOME.region,
      "AWS::AccountId": HOME.account,
    },
    mappings: {},
    condition: () => false,
    resource: () => undefined,
  });
  return parsePolicy(JSON.stringify(evaluated), "identity");
}

type Policy = ReturnType<typeof policyWith>;

function may(policy: Policy, action: string, repository: string, place: Partial<typeof HOME> = {}) {
  const { partition, region, account } = { ...HOME, ...place };
  const resource = `arn:${partition}:ecr:${region}:${account}:repository/${repository}`;
  return evaluatePolicies([policy], { action, resource, context: {} }) === "allow";
}

describe("without a scope of one's own", () => {
  const policy = policyWith(["*"]);

  test("every repository of the registry may be read", () => {
    expect(may(policy, "ecr:BatchGetImage", "team/app")).toBe(true);
  });

  test.each([{ region: "us-east-1" }, { account: "333333333333" }, { partition: "aws-cn" }])(
    "none of another registry: %j",
    (place) => {
      expect(may(policy, "ecr:BatchGetImage", "team/app", place)).toBe(false);
      expect(may(policy, "ecr:DescribeRepositories", "*", place)).toBe(false);
    },
  );
});

describe("with a scope", () => {
  const policy = policyWith(["team/*", "base"]);

  test.each([
    ["team/app", true],
    ["team/deep/er", true],
    ["base", true],
    ["base2", false],
    ["team", false],
    ["other/team/app", false],
    ["steam/app", false],
  ])("%s may be read: %s", (repository, expected) => {
    for (const action of [
      "ecr:ListImages",
      "ecr:DescribeImages",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
    ]) {
      expect(may(policy, action, repository)).toBe(expected);
    }
  });

  test("all names can be listed, since ECR lists no part of them", () => {
    expect(may(policy, "ecr:DescribeRepositories", "*")).toBe(true);
  });
});

test("IAM and the product agree on what is in a scope", () => {
  const name = fc.stringMatching(/^[a-c]{1,3}(\/[a-c]{1,2})?$/);
  const entry = fc.oneof(name, fc.stringMatching(/^[a-c]{1,2}[/]?[*]$/));
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 4 }), name, (scope, repository) => {
      const allowed = may(policyWith(scope), "ecr:BatchGetImage", repository);
      expect(allowed).toBe(isInScope(scope, repository));
    }),
    { numRuns: 100 },
  );
});
