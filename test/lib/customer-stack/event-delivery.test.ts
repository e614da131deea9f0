import { expect, test } from "@jest/globals";
import { type JsonObject, objectOf } from "../../fixtures/cloudformation-template.ts";
import { propertiesOf, readWith } from "./rendered.ts";

const template = readWith();
const early = readWith({ layout: "early-access" });

/** How each rule of a template ends. */
const TARGETS = [
  {
    Id: "Scout",
    Arn: { "Fn::GetAtt": ["ApiDestination", "Arn"] },
    RoleArn: { "Fn::GetAtt": ["InvokeApiRole", "Arn"] },
  },
];

test("the secret has no value of the template's, which an update could put back", () => {
  expect(propertiesOf(template, "ScoutAPICredentials")).toEqual({
    Description: expect.any(String),
  });
});

test("the connection reads its key from the secret", () => {
  expect(propertiesOf(template, "Connection")).toEqual({
    Description: expect.any(String),
    AuthorizationType: "API_KEY",
    AuthParameters: {
      ApiKeyAuthParameters: {
        ApiKeyName: "x-scout-api-key",
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

test("the destination is our event endpoint", () => {
  expect(propertiesOf(template, "ApiDestination")).toEqual({
    Description: expect.any(String),
    ConnectionArn: { "Fn::GetAtt": ["Connection", "Arn"] },
    HttpMethod: "POST",
    InvocationEndpoint: { Ref: "EventEndpoint" },
  });
});

test.each([
  [
    "DockerScoutEcrRule",
    {
      source: ["aws.ecr"],
      "detail-type": ["ECR Image Action"],
      detail: { "action-type": ["PUSH", "DELETE"], result: ["SUCCESS"] },
    },
  ],
  [
    "DockerScoutRepoDeletedRule",
    {
      source: ["aws.ecr"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["ecr.amazonaws.com"],
        eventName: ["DeleteRepository"],
        errorCode: [{ exists: false }],
      },
    },
  ],
])("%s sends its events to the destination, and nowhere else", (logicalId, pattern) => {
  expect(propertiesOf(template, logicalId)).toEqual({
    Description: expect.any(String),
    EventPattern: pattern,
    Targets: TARGETS,
  });
});

test("early access has one rule for everything that the two say", () => {
  const rules = Object.entries(early.Resources).filter(([, { Type }]) => Type.endsWith("::Rule"));
  expect(rules.map(([id]) => id)).toEqual(["Rule"]);
  const { source, ...pushes } = patternOf("DockerScoutEcrRule");
  const { source: _, ...deletes } = patternOf("DockerScoutRepoDeletedRule");
  expect(propertiesOf(early, "Rule")).toEqual({
    Description: expect.any(String),
    EventPattern: { source, $or: [pushes, deletes] },
    Targets: TARGETS,
  });
});

function patternOf(logicalId: string): JsonObject {
  return objectOf(propertiesOf(template, logicalId)["EventPattern"]);
}

test("the rules' role is for this account's rules and for this destination only", () => {
  expect(propertiesOf(template, "InvokeApiRole")).toEqual({
    Description: expect.any(String),
    Path: "/ecr-scout/",
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "OnlyForThisAccount",
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "events.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
        },
      ],
    },
    Policies: [
      {
        PolicyName: "invoke-api-destination",
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "SendEvents",
              Effect: "Allow",
              Action: "events:InvokeApiDestination",
              Resource: { "Fn::GetAtt": ["ApiDestination", "Arn"] },
            },
          ],
        },
      },
    ],
  });
});
