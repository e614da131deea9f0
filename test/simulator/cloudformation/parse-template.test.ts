import { describe, expect, test } from "@jest/globals";
import { dependenciesOf } from "../../../simulator/cloudformation/template/dependencies.ts";
import { parseTemplate } from "../../../simulator/cloudformation/template/parse-template.ts";
import { resolveParameters } from "../../../simulator/cloudformation/template/parameters.ts";

/** A template of one resource with these properties, as YAML below `Properties`. */
const withProperties = (yaml: string) => `
Resources:
  One:
    Type: AWS::Test::Thing
    Properties:
${yaml.replace(/^/gm, "      ")}
`;

test.each<[string, string, unknown]>([
  ["!Ref", "a: !Ref B", { a: { Ref: "B" } }],
  ["!GetAtt", "a: !GetAtt B.C.D", { a: { "Fn::GetAtt": ["B", "C.D"] } }],
  ["!GetAtt as a list", "a: !GetAtt [B, C]", { a: { "Fn::GetAtt": ["B", "C"] } }],
  ["!Sub", "a: !Sub '${B}-x'", { a: { "Fn::Sub": "${B}-x" } }],
  [
    "functions in functions",
    "a: !Join [':', [!Ref B, !Sub 'x${C}']]",
    { a: { "Fn::Join": [":", [{ Ref: "B" }, { "Fn::Sub": "x${C}" }]] } },
  ],
  [
    "a block list below a tag",
    "a: !If\n  - IsX\n  - !Ref B\n  - !Ref AWS::NoValue",
    { a: { "Fn::If": ["IsX", { Ref: "B" }, { Ref: "AWS::NoValue" }] } },
  ],
  ["a map below a tag", "a: !Transform {Name: x}", { a: { "Fn::Transform": { Name: "x" } } }],
  ["dates and versions stay text", "a: 2012-10-17\nb: '1.10'", { a: "2012-10-17", b: "1.10" }],
  ["numbers and booleans", "a: 5\nb: true", { a: 5, b: true }],
])("YAML: %s", (_name, yaml, expected) => {
  expect(parseTemplate(withProperties(yaml)).resources["One"]?.properties).toEqual(expected);
});

test("JSON", () => {
  const template = { Resources: { One: { Type: "T", DependsOn: "Two" }, Two: { Type: "T" } } };
  expect(parseTemplate(JSON.stringify(template)).resources["One"]).toMatchObject({
    type: "T",
    dependsOn: ["Two"],
  });
});

test.each([
  ["no resources", "Description: x", "Resources"],
  ["an unknown section", "Transform: x\nResources: {A: {Type: T}}", "Transform"],
  ["an unknown attribute", "Resources: {A: {Type: T, CreationPolicy: {}}}", "CreationPolicy"],
  ["another version", "AWSTemplateFormatVersion: '2011-01-01'\nResources: {A: {Type: T}}", "2010"],
  ["a broken document", "Resources: {A", "Template format error"],
  ["a key twice", "Resources: {A: {Type: T}, A: {Type: T}}", "unique"],
  ["an unknown tag", "Resources: {A: {Type: !Foo T}}", "tag"],
])("refuses %s", (_name, text, reason) => {
  expect(() => parseTemplate(text)).toThrow(reason);
});

describe("parameters", () => {
  const template = parseTemplate(`
Parameters:
  Name: {Type: String, AllowedPattern: "[a-z]+", MinLength: 2, MaxLength: 4}
  Count: {Type: Number, Default: 5, MinValue: 1, MaxValue: 9}
  Mode: {Type: String, Default: a, AllowedValues: [a, b], ConstraintDescription: a or b it is}
  List: {Type: CommaDelimitedList, Default: "x, y"}
Resources: {A: {Type: T}}
`);

  test("have their defaults", () => {
    expect(resolveParameters(template, { Name: "abc" })).toEqual({
      ...{ Name: "abc", Count: "5", Mode: "a", List: "x, y" },
    });
  });

  test.each([
    [{}, "Parameters: [Name] must have values"],
    [{ Name: "abc", Other: "x" }, "Parameters: [Other] do not exist in the template"],
    [{ Name: "abc1" }, "must match pattern [a-z]+"],
    [{ Name: "a" }, "at least 2"],
    [{ Name: "abcde" }, "at most 4"],
    [{ Name: "abc", Count: "x" }, "must be a number"],
    [{ Name: "abc", Count: "10" }, "at most 9"],
    [{ Name: "abc", Mode: "c" }, "a or b it is"],
  ])("refuses %p", (given, reason) => {
    expect(() => resolveParameters(template, given as Record<string, string>)).toThrow(reason);
  });
});

describe("dependencies", () => {
  const resources = (yaml: string) => parseTemplate(`Resources:\n${yaml.replace(/^/gm, "  ")}`);

  test("come from Ref, GetAtt, Sub and DependsOn", () => {
    const template = resources(`
A: {Type: T, Properties: {p: !Ref B, q: !GetAtt C.Arn}}
B: {Type: T, DependsOn: D}
C: {Type: T, Properties: {p: !Sub "\${D.Arn} \${!B} \${AWS::Region} \${V}"}}
D: {Type: T}`);
    expect(dependenciesOf(template, () => true)).toEqual({
      A: ["B", "C"],
      B: ["D"],
      C: ["D"],
      D: [],
    });
  });

  test("in a circle are refused by name", () => {
    const template = resources(
      "A: {Type: T, Properties: {p: !Ref B}}\nB: {Type: T, DependsOn: A}\nC: {Type: T}",
    );
    expect(() => dependenciesOf(template, () => true)).toThrow(
      "Circular dependency between resources: [A, B]",
    );
  });
});
