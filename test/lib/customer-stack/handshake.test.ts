import { describe, expect, test } from "@jest/globals";
import { CompleteProperties, SetupProperties } from "../../../core/contract/customer-stack.ts";
import { createdBefore } from "../../fixtures/cloudformation-order.ts";
import { propertiesOf, readWith, renderedWith } from "./rendered.ts";

const template = readWith();
const before = createdBefore(renderedWith());

describe("the custom resources", () => {
  test("ScoutSetup names what its function asks for", () => {
    const { ServiceToken, ServiceTimeout, ...properties } = propertiesOf(template, "ScoutSetup");
    expect({ ServiceToken, ServiceTimeout }).toEqual({
      ServiceToken: { Ref: "SNSTopic" },
      ServiceTimeout: 600,
    });
    expect(properties).toEqual({
      ExternalId: { Ref: "ExternalId" },
      EcrAccessRoleArn: { "Fn::GetAtt": ["AssumeRoleEcrAccess", "Arn"] },
      CredentialsSecretArn: { Ref: "ScoutAPICredentials" },
      RepositoryScope: { Ref: "RepositoryScope" },
      TemplateVersion: "7",
    });
  });

  test("the layout with a role for setting up names that role, too, and nothing else", () => {
    const early = readWith({ layout: "early-access" });
    const { ServiceToken, ServiceTimeout, ...properties } = propertiesOf(early, "ScoutSetup");
    expect([ServiceToken, ServiceTimeout]).toEqual([{ Ref: "SNSTopic" }, 600]);
    expect(Object.keys(properties)).toEqual(Object.keys(SetupProperties.shape));
    expect(properties["SetupRoleArn"]).toEqual({ "Fn::GetAtt": ["AssumeRoleScoutSetup", "Arn"] });
  });

  test("ScoutComplete names what checks and rotation look at", () => {
    const { ServiceToken, ServiceTimeout, ...properties } = propertiesOf(template, "ScoutComplete");
    expect({ ServiceToken, ServiceTimeout }).toEqual({
      ServiceToken: { Ref: "SNSTopic" },
      ServiceTimeout: 600,
    });
    expect(properties).toEqual({
      ConnectionArn: { "Fn::GetAtt": ["Connection", "Arn"] },
      ApiDestinationArn: { "Fn::GetAtt": ["ApiDestination", "Arn"] },
      RuleArns: [
        { "Fn::GetAtt": ["DockerScoutEcrRule", "Arn"] },
        { "Fn::GetAtt": ["DockerScoutRepoDeletedRule", "Arn"] },
      ],
      TemplateVersion: "7",
    });
    expect(Object.keys(properties)).toEqual(Object.keys(CompleteProperties.shape));
  });

  // CloudFormation does not resolve them there, and our endpoint must never see the key.
  test("carry no dynamic reference", () => {
    const both = [propertiesOf(template, "ScoutSetup"), propertiesOf(template, "ScoutComplete")];
    expect(JSON.stringify(both)).not.toContain("{{resolve");
  });
});

describe("the order of creation", () => {
  test.each([
    ["TopicPolicy", "SNSTopic", "there is something to have a policy"],
    ["SetupSubscription", "SNSTopic", "there is something to subscribe to"],
    ["AssumeRoleEcrAccess", "SetupSubscription", "SNS gets our confirmation meanwhile"],
    ["AssumeRoleEcrAccess", "TopicPolicy", "the policy has arrived when we publish"],
    ["ScoutSetup", "TopicPolicy", "CloudFormation may publish"],
    ["ScoutSetup", "SetupSubscription", "SNS keeps nothing for who subscribes later"],
    ["ScoutSetup", "AssumeRoleEcrAccess", "we assume it"],
    ["ScoutSetup", "ScoutAPICredentials", "we write the key"],
    ["Connection", "ScoutSetup", "the secret has a key by then"],
    ["ApiDestination", "Connection", "it sends the key"],
    ["InvokeApiRole", "ApiDestination", "its policy names it"],
    ["DockerScoutEcrRule", "InvokeApiRole", "its target names it"],
    ["DockerScoutRepoDeletedRule", "InvokeApiRole", "its target names it"],
    ["MaintenancePolicy", "DockerScoutEcrRule", "its policy names it"],
    ["MaintenancePolicy", "DockerScoutRepoDeletedRule", "its policy names it"],
    ["ScoutComplete", "MaintenancePolicy", "checks may begin then"],
    ["ScoutComplete", "PullTimeExclusion", "pulls may begin then"],
  ])("%s comes after %s: %s", (later, earlier) => {
    expect([...(before.get(later) ?? [])]).toContain(earlier);
  });

  test("ScoutComplete is the last", () => {
    const others = Object.keys(template.Resources).filter((id) => id !== "ScoutComplete");
    expect([...(before.get("ScoutComplete") ?? [])].sort()).toEqual(others.sort());
  });

  test("nothing but the topic, its policy and subscription, secret and role precedes ScoutSetup", () => {
    expect([...(before.get("ScoutSetup") ?? [])].sort()).toEqual([
      "AssumeRoleEcrAccess",
      "SNSTopic",
      "ScoutAPICredentials",
      "SetupSubscription",
      "TopicPolicy",
    ]);
  });
});
