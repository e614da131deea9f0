import { describe, expect, test } from "@jest/globals";
import { conditionsOf } from "../../../simulator/cloudformation/template/conditions.ts";
import { resolveDynamicReferences } from "../../../simulator/cloudformation/template/dynamic-references.ts";
import { evaluate } from "../../../simulator/cloudformation/template/evaluate.ts";
import type { Scope } from "../../../simulator/cloudformation/template/evaluate.ts";
import type { Json } from "../../../simulator/cloudformation/template/json.ts";
import { parseTemplate } from "../../../simulator/cloudformation/template/parse-template.ts";
import { collectReferences } from "../../../simulator/cloudformation/template/references.ts";

const scope: Scope = {
  parameters: { Name: "app", List: ["a", "b"] },
  pseudoParameters: { "AWS::Region": "us-east-1" },
  mappings: { Map: { "us-east-1": { Size: "big" } } },
  condition: (name) => name === "IsTrue",
  resource: ({ name, attribute }) => {
    if (name !== "Role") return undefined;
    return attribute === undefined ? "role-name" : `arn:${attribute}`;
  },
};

test.each<[string, Json, Json | undefined]>([
  ["Ref of a parameter", { Ref: "Name" }, "app"],
  ["Ref of a list", { Ref: "List" }, ["a", "b"]],
  ["Ref of a resource", { Ref: "Role" }, "role-name"],
  ["Ref of a pseudo parameter", { Ref: "AWS::Region" }, "us-east-1"],
  ["NoValue in an object", { a: { Ref: "AWS::NoValue" }, b: 1 }, { b: 1 }],
  ["NoValue in a list", [{ Ref: "AWS::NoValue" }, 1], [1]],
  ["NoValue alone", { Ref: "AWS::NoValue" }, undefined],
  ["GetAtt", { "Fn::GetAtt": ["Role", "Arn"] }, "arn:Arn"],
  [
    "Sub",
    { "Fn::Sub": "${Name}/${Role.Arn}/${AWS::Region}/${!Name}" },
    "app/arn:Arn/us-east-1/${Name}",
  ],
  ["Sub with variables", { "Fn::Sub": ["${x}-${Name}", { x: { Ref: "Role" } }] }, "role-name-app"],
  ["Join", { "Fn::Join": ["-", ["a", { Ref: "Name" }]] }, "a-app"],
  ["Join of a list parameter", { "Fn::Join": ["+", { Ref: "List" }] }, "a+b"],
  ["Split and Select", { "Fn::Select": [1, { "Fn::Split": [":", "a:b:c"] }] }, "b"],
  ["FindInMap", { "Fn::FindInMap": ["Map", { Ref: "AWS::Region" }, "Size"] }, "big"],
  ["If true", { "Fn::If": ["IsTrue", "yes", { Ref: "Unknown" }] }, "yes"],
  ["If false", { "Fn::If": ["IsFalse", "yes", { Ref: "AWS::NoValue" }] }, undefined],
  ["Equals", { "Fn::Equals": ["1", 1] }, true],
  ["And, Or, Not", { "Fn::And": [{ "Fn::Or": [false, true] }, { "Fn::Not": [false] }] }, true],
  ["Condition", { Condition: "IsTrue" }, true],
  ["Base64", { "Fn::Base64": "a" }, "YQ=="],
  [
    "a policy's Condition is no function",
    { Condition: { StringEquals: { "sts:ExternalId": { Ref: "Name" } } } },
    { Condition: { StringEquals: { "sts:ExternalId": "app" } } },
  ],
])("%s", (_name, value, expected) => {
  expect(evaluate(value, scope)).toEqual(expected);
});

test.each<[string, Json, string]>([
  ["an unknown name", { Ref: "Unknown" }, "unresolved reference to Unknown"],
  ["an index out of range", { "Fn::Select": [2, ["a"]] }, "cannot select index 2"],
  [
    "a missing mapping",
    { "Fn::FindInMap": ["Map", "x", "y"] },
    "Unable to get mapping for Map::x::y",
  ],
  ["wrong arguments", { "Fn::Join": ["-"] }, "malformed"],
])("refuses %s", (_name, value, reason) => {
  expect(() => evaluate(value, scope)).toThrow(reason);
});

test("functions that are not simulated are refused by name", () => {
  expect(() => collectReferences({ a: [{ "Fn::ImportValue": "x" }] })).toThrow("Fn::ImportValue");
});

test("conditions may build on each other, but not on themselves", () => {
  const template = parseTemplate(`
Conditions:
  A: !Not [!Condition B]
  B: !Equals [!Ref AWS::Region, eu-west-1]
  Loop: !Not [!Condition Loop]
  Text: !Ref AWS::Region
Resources: {R: {Type: T}}
`);
  const condition = conditionsOf(template, { ...scope, parameters: {} });
  expect([condition("A"), condition("B")]).toEqual([true, false]);
  expect(() => condition("Loop")).toThrow("Circular condition");
  expect(() => condition("Text")).toThrow("neither true nor false");
  expect(() => condition("None")).toThrow("Unresolved condition [None]");
});

describe("dynamic references", () => {
  const arn = "arn:aws:secretsmanager:us-east-1:222222222222:secret:name-AbCdEf";
  const read = ({
    secretId,
    versionStage,
  }: {
    secretId: string;
    versionStage: string | undefined;
  }) =>
    Promise.resolve(
      secretId === "plain"
        ? `value ${versionStage ?? ""}`
        : JSON.stringify({ key: "k", id: secretId }),
    );

  test.each<[Json, Json]>([
    [`{{resolve:secretsmanager:${arn}:SecretString:key}}`, "k"],
    [`{{resolve:secretsmanager:${arn}:SecretString:id}}`, arn],
    ["{{resolve:secretsmanager:plain}}", "value "],
    ["<{{resolve:secretsmanager:plain:SecretString::AWSPREVIOUS}}>", "<value AWSPREVIOUS>"],
    [{ a: ["x", "{{resolve:secretsmanager:other:SecretString:key}}", 1] }, { a: ["x", "k", 1] }],
  ])("%p", async (value, expected) => {
    expect(await resolveDynamicReferences(value, read)).toEqual(expected);
  });

  test.each([
    ["{{resolve:ssm:x}}", "secretsmanager only"],
    ["{{resolve:secretsmanager:plain:SecretString:key}}", "Could not parse SecretString JSON"],
    ["{{resolve:secretsmanager:other:SecretString:none}}", "Could not find a value"],
    ["{{resolve:secretsmanager:other:SecretBinary:key}}", "Incorrect format"],
  ])("refuses %s", async (value, reason) => {
    await expect(resolveDynamicReferences(value, read)).rejects.toThrow(reason);
  });
});
