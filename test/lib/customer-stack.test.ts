import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { API_KEY_HEADER } from "../../core/contract/vocabulary.ts";
import { CustomerStack } from "../../lib/customer-stack.ts";
import { customerTemplates } from "../../lib/customer-templates.ts";

const folder = new URL("../../templates/", import.meta.url);

const template = Template.fromStack(
  new CustomerStack(new App(), "DockerScoutECRIntegration", {
    brand: { name: "Docker Scout", prefix: "DockerScout" },
    templateVersion: "1",
  }),
);

describe("published templates", () => {
  test.each([...customerTemplates()])("%s is what the generator makes", (name, text) => {
    expect(readFileSync(new URL(name, folder), "utf8")).toBe(text);
  });

  test("nothing else is published", () => {
    expect(readdirSync(folder).sort()).toEqual([...customerTemplates().keys()].sort());
  });

  test.each([...customerTemplates()])("%s fits into CreateStack's TemplateBody", (_name, text) => {
    expect(Buffer.byteLength(text)).toBeLessThan(51_200);
  });
});

describe("logical IDs that customers were promised", () => {
  test.each([
    ["ScoutAPICredentials", "AWS::SecretsManager::Secret"],
    ["ApiDestination", "AWS::Events::ApiDestination"],
    ["Connection", "AWS::Events::Connection"],
    ["DockerScoutEcrRule", "AWS::Events::Rule"],
    ["DockerScoutRepoDeletedRule", "AWS::Events::Rule"],
    ["InvokeApiRole", "AWS::IAM::Role"],
    ["AssumeRoleEcrAccess", "AWS::IAM::Role"],
  ])("%s is a %s", (logicalId, type) => {
    expect(Object.keys(template.findResources(type))).toContain(logicalId);
  });
});

describe("the role that reads images", () => {
  test("is assumed only with the external ID, and only by our customer-access roles", () => {
    template.hasResourceProperties("AWS::IAM::Role", {
      Path: "/ecr-scout/",
      RoleName: Match.absent(),
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { AWS: Match.anyValue() },
            Condition: {
              StringEquals: { "sts:ExternalId": { Ref: "ExternalId" } },
              ArnLike: {
                "aws:PrincipalArn": {
                  "Fn::Join": [
                    "",
                    Match.arrayWith([
                      { Ref: "TrustedAccountId" },
                      ":role/ecr-scout/customer-access/*",
                    ]),
                  ],
                },
              },
            },
          },
        ],
      },
    });
  });

  test("may only read, and has a wildcard resource for the login alone", () => {
    template.hasResourceProperties("AWS::IAM::Role", {
      Policies: [
        {
          PolicyName: "read-images",
          PolicyDocument: {
            Statement: [
              { Action: "ecr:GetAuthorizationToken", Resource: "*" },
              {
                Action: [
                  "ecr:DescribeRepositories",
                  "ecr:ListImages",
                  "ecr:DescribeImages",
                  "ecr:BatchGetImage",
                  "ecr:GetDownloadUrlForLayer",
                ],
                Resource: { "Fn::Join": ["", Match.arrayWith([":repository/*"])] },
              },
            ],
          },
        },
      ],
    });
  });

  test("does not keep images alive by pulling them", () => {
    template.hasResourceProperties("AWS::ECR::PullTimeUpdateExclusion", {
      PrincipalArn: { "Fn::GetAtt": ["AssumeRoleEcrAccess", "Arn"] },
    });
  });
});

describe("the way of an event", () => {
  test("the connection reads its key from the secret", () => {
    template.hasResourceProperties("AWS::Events::Connection", {
      AuthorizationType: "API_KEY",
      AuthParameters: {
        ApiKeyAuthParameters: {
          ApiKeyName: API_KEY_HEADER,
          ApiKeyValue: {
            "Fn::Sub": [
              "{{resolve:secretsmanager:${Secret}:SecretString:apiKey}}",
              { Secret: { Ref: "ScoutAPICredentials" } },
            ],
          },
        },
      },
    });
  });

  test("the key is never shown", () => {
    template.hasParameter("ApiKey", { NoEcho: true });
  });

  test.each([
    [["ECR Image Action"], { "action-type": ["PUSH", "DELETE"], result: ["SUCCESS"] }],
    [
      ["AWS API Call via CloudTrail"],
      {
        eventSource: ["ecr.amazonaws.com"],
        eventName: ["DeleteRepository"],
        errorCode: [{ exists: false }],
      },
    ],
  ])("a rule sends %j to the API destination", (detailType, detail) => {
    template.hasResourceProperties("AWS::Events::Rule", {
      EventPattern: { source: ["aws.ecr"], "detail-type": detailType, detail },
      Targets: [
        {
          Arn: { "Fn::GetAtt": ["ApiDestination", "Arn"] },
          RoleArn: { "Fn::GetAtt": ["InvokeApiRole", "Arn"] },
        },
      ],
    });
  });

  test("the rules' role may call this API destination only", () => {
    template.hasResourceProperties("AWS::IAM::Role", {
      AssumeRolePolicyDocument: {
        Statement: [{ Principal: { Service: "events.amazonaws.com" } }],
      },
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Action: "events:InvokeApiDestination",
                Resource: { "Fn::GetAtt": ["ApiDestination", "Arn"] },
              },
            ],
          },
        },
      ],
    });
  });
});
