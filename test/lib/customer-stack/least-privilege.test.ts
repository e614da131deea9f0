import { describe, expect, test } from "@jest/globals";
import {
  type Json,
  type JsonObject,
  isList,
  objectOf,
  textOf,
} from "../../fixtures/cloudformation-template.ts";
import { readWith } from "./rendered.ts";

type Resources = ReturnType<typeof readWith>["Resources"];

const templates = (["current", "early-access"] as const).map((layout) => {
  const { Resources } = readWith({ layout });
  return { layout, Resources, statements: statementsOf(Resources) };
});

/** Every statement of a template's policies that says what may be done, with where it is. */
function statementsOf(resources: Resources): [string, JsonObject][] {
  return Object.entries(resources).flatMap(([id, { Properties }]) => statementsIn(id, Properties));
}

function statementsIn(id: string, Properties: JsonObject): [string, JsonObject][] {
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
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

describe.each(templates)("$layout", ({ layout, Resources, statements }) => {
  test("no statement is overlooked", () => {
    const isEarly = layout === "early-access";
    expect(statements.map(([name]) => name)).toEqual([
      "TopicPolicy OwnerManages",
      "TopicPolicy OwnerPublishes",
      "TopicPolicy NothingInTheClear",
      "AssumeRoleEcrAccess LogIn",
      "AssumeRoleEcrAccess ListRepositories",
      "AssumeRoleEcrAccess ReadImages",
      "AssumeRoleEcrAccess NoOtherRegistry",
      isEarly ? "AssumeRoleScoutSetup WriteKey" : "AssumeRoleEcrAccess WriteKey",
      "InvokeApiRole SendEvents",
      "MaintenancePolicy CheckThisStack",
      "MaintenancePolicy CheckRules",
      "MaintenancePolicy CheckDestination",
      "MaintenancePolicy RotateKey",
      "MaintenancePolicy RotateKeyOfConnection",
    ]);
  });

  describe.each(statements)("%s", (name, statement) => {
    test("names its actions one by one", () => {
      const actions = listOf(statement["Action"]);
      expect(actions.length).toBeGreaterThan(0);
      for (const action of actions) expect(action).toMatch(/^[a-z]+:[A-Za-z]+$/);
      expect(Object.keys(statement)).not.toContain("NotAction");
    });

    test("is for this stack's own resources, or for this Region's repositories", () => {
      if (name.endsWith("ReadImages")) {
        expectScope(statements);
        return;
      }
      const action = textOf(listOf(statement["Action"])[0]);
      const { Effect, Resource, NotResource } = statement;
      const named = listOf(Effect === "Deny" ? (NotResource ?? Resource) : Resource);
      expect(named.length).toBeGreaterThan(0);
      for (const resource of named) expect(resource).toEqual(narrow(action, Resources));
      if (Effect === "Allow") expect(NotResource).toBeUndefined();
    });
  });

  test("no name is chosen by the template, so that an account can have the stack in every Region", () => {
    const named = Object.entries(Resources).filter(([, { Properties }]) =>
      ["RoleName", "TopicName", "Name", "ManagedPolicyName"].some((one) => one in Properties),
    );
    expect(named).toEqual([]);
  });

  test("every role is under the path that our own policies allow", () => {
    const roles = Object.values(Resources).filter(({ Type }) => Type === "AWS::IAM::Role");
    const paths = new Set(roles.map(({ Properties }) => Properties["Path"]));
    expect([...paths]).toEqual(["/ecr-scout/"]);
  });
});

/** Partition, Region and account, which the scope's ARNs leave open, are held by a denial. */
function expectScope(statements: readonly (readonly [string, JsonObject])[]): void {
  const [reads, denial] = ["ReadImages", "NoOtherRegistry"].map((sid) =>
    statements.find(([name]) => name === `AssumeRoleEcrAccess ${sid}`),
  );
  expect(denial?.[1]).toEqual({
    Sid: "NoOtherRegistry",
    Effect: "Deny",
    Action: reads?.[1]["Action"],
    NotResource: narrow("ecr:BatchGetImage", {}),
  });
}

/** What a resource may be: AWS allows no narrower one for ecr:GetAuthorizationToken alone. */
function narrow(action: string, resources: Resources): unknown {
  if (action === "ecr:GetAuthorizationToken") return "*";
  if (action.startsWith("ecr:")) {
    return {
      "Fn::Sub": "arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/*",
    };
  }
  const own = [...Object.keys(resources), "AWS::StackId"];
  return {
    asymmetricMatch: (value: Json) => {
      const { Ref, "Fn::GetAtt": attribute } = objectOf(value);
      const name = isList(attribute) ? attribute[0] : Ref;
      return typeof name === "string" && own.includes(name);
    },
  };
}
