import { expect, test } from "@jest/globals";
import { createdBefore } from "../../fixtures/cloudformation-order.ts";
import { isList, objectOf, textOf } from "../../fixtures/cloudformation-template.ts";
import { propertiesOf, readWith, renderedWith } from "./rendered.ts";

const current = readWith();
const template = readWith({ layout: "early-access" });
const before = createdBefore(renderedWith({ layout: "early-access" }));

/** Policies of a role: name → document. */
function policiesOf(logicalId: string, of = template): Readonly<Record<string, unknown>> {
  const { Policies = [] } = propertiesOf(of, logicalId);
  const policies = (isList(Policies) ? Policies : []).map(objectOf);
  return Object.fromEntries(
    policies.map(({ PolicyName, PolicyDocument }) => [textOf(PolicyName), PolicyDocument]),
  );
}

test("a role of its own writes the secret, and nothing else", () => {
  const merged = policiesOf("AssumeRoleEcrAccess", current);
  expect(Object.keys(merged)).toEqual(["read-images", "write-credentials"]);
  expect(policiesOf("AssumeRoleScoutSetup")).toEqual({
    "write-credentials": merged["write-credentials"],
  });
  expect(policiesOf("AssumeRoleEcrAccess")).toEqual({ "read-images": merged["read-images"] });
});

test("both roles trust the same, and are under the path that our own policies allow", () => {
  const trusts = ["AssumeRoleEcrAccess", "AssumeRoleScoutSetup"].map((logicalId) => {
    const { AssumeRolePolicyDocument, Path } = propertiesOf(template, logicalId);
    return { AssumeRolePolicyDocument, Path };
  });
  const { AssumeRolePolicyDocument } = propertiesOf(current, "AssumeRoleEcrAccess");
  expect(trusts).toEqual([
    { AssumeRolePolicyDocument, Path: "/ecr-scout/" },
    { AssumeRolePolicyDocument, Path: "/ecr-scout/" },
  ]);
});

test("checks, pulls and a new key of the Connection go by the role that reads", () => {
  expect(propertiesOf(template, "MaintenancePolicy")["Roles"]).toEqual([
    { Ref: "AssumeRoleEcrAccess" },
  ]);
  expect(propertiesOf(template, "PullTimeExclusion")["PrincipalArn"]).toEqual({
    "Fn::GetAtt": ["AssumeRoleEcrAccess", "Arn"],
  });
});

test("both roles give SNS time for our confirmation, and exist before we are asked", () => {
  for (const role of ["AssumeRoleEcrAccess", "AssumeRoleScoutSetup"]) {
    expect([...(before.get(role) ?? [])]).toEqual(
      expect.arrayContaining(["SetupSubscription", "TopicPolicy"]),
    );
    expect([...(before.get("ScoutSetup") ?? [])]).toContain(role);
  }
});

test("ScoutComplete is the last", () => {
  const others = Object.keys(template.Resources).filter((id) => id !== "ScoutComplete");
  expect([...(before.get("ScoutComplete") ?? [])].sort()).toEqual(others.sort());
});
