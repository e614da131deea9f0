import { describe, expect, test } from "@jest/globals";
import {
  type Json,
  type JsonObject,
  isList,
  objectOf,
  textOf,
} from "../../fixtures/cloudformation-template.ts";
import { readWith } from "./rendered.ts";

const { Resources } = readWith();

/** Every statement of a template's policies that says what may be done, with where it is. */
const statements = Object.entries(Resources).flatMap(([id, { Properties }]) => {
  const inline = isList(Properties["Policies"]) ? Properties["Policies"] : [];
  const documents = [
    Properties["PolicyDocument"],
    ...inline.map((policy) => objectOf(policy)["PolicyDocument"]),
  ];
  return documents
    .flatMap((document) => listOf(objectOf(document)["Statement"]))
    .map((statement): [string, JsonObject] => [
      `${id} ${textOf(objectOf(statement)["Sid"])}`,
      objectOf(statement),
    ]);
});

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

test("no statement is overlooked", () => {
  expect(statements.map(([name]) => name)).toEqual([
    "TopicPolicy OwnerManages",
    "TopicPolicy OwnerPublishes",
    "TopicPolicy NothingInTheClear",
    "AssumeRoleEcrAccess LogIn",
    "AssumeRoleEcrAccess ReadImages",
    "AssumeRoleEcrAccess WriteKey",
    "InvokeApiRole SendEvents",
    "MaintenancePolicy CheckThisStack",
    "MaintenancePolicy CheckRules",
    "MaintenancePolicy CheckDestination",
    "MaintenancePolicy RotateKey",
    "MaintenancePolicy RotateKeyOfConnection",
  ]);
});

describe.each(statements)("%s", (_name, statement) => {
  test("names its actions one by one", () => {
    const actions = listOf(statement["Action"]);
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) expect(action).toMatch(/^[a-z]+:[A-Za-z]+$/);
    expect(Object.keys(statement)).not.toContain("NotAction");
  });

  test("is for this stack's own resources, or for this Region's repositories", () => {
    const action = textOf(listOf(statement["Action"])[0]);
    for (const resource of listOf(statement["Resource"])) expect(resource).toEqual(narrow(action));
    expect(Object.keys(statement)).not.toContain("NotResource");
  });
});

/** What a resource may be: AWS allows no narrower one for ecr:GetAuthorizationToken alone. */
function narrow(action: string): unknown {
  if (action === "ecr:GetAuthorizationToken") return "*";
  if (action.startsWith("ecr:")) {
    return {
      "Fn::Sub": "arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/*",
    };
  }
  const own = [...Object.keys(Resources), "AWS::StackId"];
  return {
    asymmetricMatch: (value: Json) => {
      const { Ref, "Fn::GetAtt": attribute } = objectOf(value);
      const name = isList(attribute) ? attribute[0] : Ref;
      return typeof name === "string" && own.includes(name);
    },
  };
}

test("no name is chosen by the template, so that an account can have the stack in every Region", () => {
  const named = Object.entries(Resources).filter(([, { Properties }]) =>
    ["RoleName", "TopicName", "Name", "ManagedPolicyName"].some((name) => name in Properties),
  );
  expect(named).toEqual([]);
});

test("every role is under the path that our own policies allow", () => {
  const roles = Object.values(Resources).filter(({ Type }) => Type === "AWS::IAM::Role");
  expect(roles.map(({ Properties }) => Properties["Path"])).toEqual(["/ecr-scout/", "/ecr-scout/"]);
});
