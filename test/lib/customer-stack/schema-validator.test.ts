import { describe, expect, test } from "@jest/globals";
import { createdBefore } from "../../fixtures/cloudformation-order.ts";
import { templateProblems } from "../../fixtures/cloudformation-schema.ts";

const TOPIC = { Type: "AWS::SNS::Topic" };

/** Problems of a template with these resources and a topic. */
function problemsOf(resources: object, sections: object = {}): readonly string[] {
  return templateProblems({ ...sections, Resources: { Topic: TOPIC, ...resources } });
}

function subscription(properties: object): object {
  return {
    Subscription: {
      Type: "AWS::SNS::Subscription",
      Properties: { Protocol: "https", TopicArn: { Ref: "Topic" }, ...properties },
    },
  };
}

function rule(properties: object): object {
  return { Rule: { Type: "AWS::Events::Rule", Properties: properties } };
}

const IN_PROPERTIES = "Resources.Subscription.Properties";

describe("what is right has no problems", () => {
  test.each([
    ["references", subscription({ Endpoint: { "Fn::Sub": "https://${AWS::Region}.example" } })],
    ["attributes", subscription({ Endpoint: { "Fn::GetAtt": ["Topic", "TopicArn"] } })],
    ["their short form", subscription({ Endpoint: { "Fn::GetAtt": "Topic.TopicArn" } })],
    ["local names", subscription({ Endpoint: { "Fn::Sub": ["${A}", { A: { Ref: "Topic" } }] } })],
    ["literal names", subscription({ Endpoint: { "Fn::Sub": "${!A}" } })],
    ["a list of objects", rule({ Targets: [{ Id: "a", Arn: "b" }], State: "ENABLED" })],
    ["a tag", { Named: { ...TOPIC, Properties: { Tags: [{ Key: "a", Value: "b" }] } } }],
    [
      "attributes of a custom resource",
      {
        Own: { Type: "Custom::Own", Properties: { ServiceToken: { Ref: "Topic" } } },
        ...subscription({ Endpoint: { "Fn::GetAtt": ["Own", "Anything"] } }),
      },
    ],
  ])("%s", (_what, resources) => {
    expect(problemsOf(resources)).toEqual([]);
  });

  test("conditions, mappings and defaults", () => {
    const sections = {
      Parameters: { Stage: { Type: "String", Default: "test", AllowedPattern: "[a-z]+" } },
      Conditions: { IsTest: { "Fn::Equals": [{ Ref: "Stage" }, "test"] } },
      Mappings: { Hosts: { test: { name: "a.example" } } },
      Outputs: { Arn: { Value: { Ref: "Topic" }, Condition: "IsTest" } },
    };
    const endpoint = {
      "Fn::If": [
        "IsTest",
        { "Fn::FindInMap": ["Hosts", { Ref: "Stage" }, "name"] },
        { Ref: "AWS::NoValue" },
      ],
    };
    expect(problemsOf(subscription({ Endpoint: endpoint }), sections)).toEqual([]);
  });
});

describe("what is wrong is named", () => {
  test.each([
    [subscription({ Colour: "red" }), `${IN_PROPERTIES}: Colour is not a known property`],
    [
      { Subscription: { Type: "AWS::SNS::Subscription", Properties: { TopicArn: "a" } } },
      `${IN_PROPERTIES}: Protocol is required`,
    ],
    [subscription({ Protocol: { Ref: "AWS::NoValue" } }), `${IN_PROPERTIES}: Protocol is required`],
    [subscription({ Endpoint: 7 }), `${IN_PROPERTIES}.Endpoint: 7 is no string`],
    [
      subscription({ RawMessageDelivery: "yes" }),
      `${IN_PROPERTIES}.RawMessageDelivery: "yes" is no boolean`,
    ],
    [
      rule({ State: "ON" }),
      'Resources.Rule.Properties.State: "ON" is no string of DISABLED, ENABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    ],
    [rule({ Targets: {} }), "Resources.Rule.Properties.Targets is no list"],
    [
      rule({ Targets: { "Fn::Sub": "a" } }),
      "Resources.Rule.Properties.Targets: Fn::Sub gives text, which is no array",
    ],
    [rule({ Targets: [{ Id: "a" }] }), "Resources.Rule.Properties.Targets.0: Arn is required"],
    [
      rule({ Targets: [{ Id: "a", Arn: "b", RetryPolicy: { MaximumRetryAttempts: 1.5 } }] }),
      "Resources.Rule.Properties.Targets.0.RetryPolicy.MaximumRetryAttempts: 1.5 is no integer",
    ],
    [
      { Named: { ...TOPIC, Properties: { Tags: [{ Key: "a" }] } } },
      "Resources.Named.Properties.Tags.0 is no tag with Key and Value",
    ],
    [
      { Other: { Type: "AWS::SNSTopic::Topic" } },
      "Resources.Other: AWS::SNSTopic::Topic is not a known type",
    ],
    [{ Other: { ...TOPIC, Depends: "Topic" } }, "Resources.Other: Depends is not known"],
    [
      { Other: { ...TOPIC, DependsOn: ["Gone"] } },
      "Resources.Other.DependsOn: Gone is no other resource",
    ],
    [
      { Other: { ...TOPIC, DependsOn: "Other" } },
      "Resources.Other.DependsOn: Other is no other resource",
    ],
    [{ Other: { ...TOPIC, Condition: "No" } }, "Resources.Other: there is no condition No"],
    [
      subscription({ Endpoint: { Ref: "Gone" } }),
      `${IN_PROPERTIES}.Endpoint: there is no name Gone`,
    ],
    [
      subscription({ Endpoint: { "Fn::Sub": "${Gone}" } }),
      `${IN_PROPERTIES}.Endpoint: there is no name Gone`,
    ],
    [
      subscription({ Endpoint: { "Fn::GetAtt": ["Topic", "Arn"] } }),
      `${IN_PROPERTIES}.Endpoint: a AWS::SNS::Topic has no attribute Arn`,
    ],
    [
      subscription({ Endpoint: { "Fn::Sub": "${Topic.Arn}" } }),
      `${IN_PROPERTIES}.Endpoint: a AWS::SNS::Topic has no attribute Arn`,
    ],
    [
      subscription({ Endpoint: { "Fn::If": ["No", "a", "b"] } }),
      `${IN_PROPERTIES}.Endpoint: there is no condition No`,
    ],
    [
      subscription({ Endpoint: { "Fn::FindInMap": ["No", "a", "b"] } }),
      `${IN_PROPERTIES}.Endpoint: there is no mapping No`,
    ],
    [{ Own: { Type: "Custom::Own" } }, "Resources.Own.Properties: ServiceToken is required"],
    [
      { Own: { Type: "Custom::Own", Properties: { ServiceToken: "a", ServiceTimeout: 4000 } } },
      "Resources.Own.Properties.ServiceTimeout: 4000 is no whole number from 1 to 3600",
    ],
  ])("%j", (resources, problem) => {
    expect(problemsOf(resources)).toEqual([problem]);
  });

  test.each([
    [{ Resource: {} }, "The template: Resource is not known"],
    [{ Outputs: { Arn: {} } }, "Outputs.Arn: Value is required"],
    [{ Outputs: { Arn: { Value: { Ref: "Gone" } } } }, "Outputs.Arn.Value: there is no name Gone"],
    [{ Parameters: { A: {} } }, "Parameters.A: Type is required"],
    [
      { Parameters: { A: { Type: "String", AllowedPattern: "[a-z]", Default: "aa" } } },
      "Parameters.A: the default aa is not allowed by its own rules",
    ],
  ])("%j", (sections, problem) => {
    expect(problemsOf({}, sections)).toEqual([problem]);
  });
});

test("a circle comes before itself", () => {
  const before = createdBefore({
    Resources: {
      First: { ...TOPIC, DependsOn: "Second" },
      Second: { ...TOPIC, Properties: { DisplayName: { "Fn::Sub": "${Third}" } } },
      Third: { ...TOPIC, Properties: { DisplayName: { Ref: "Second" } } },
    },
  });
  expect([...(before.get("First") ?? [])].sort()).toEqual(["Second", "Third"]);
  expect([...(before.get("Second") ?? [])].sort()).toEqual(["Second", "Third"]);
});
