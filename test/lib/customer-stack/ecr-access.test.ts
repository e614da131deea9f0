import { expect, test } from "@jest/globals";
import { propertiesOf, readWith } from "./rendered.ts";

const READING = [
  "ecr:ListImages",
  "ecr:DescribeImages",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
];
const THIS_REGISTRY = {
  "Fn::Sub": "arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/*",
};

const template = readWith();
const {
  AssumeRolePolicyDocument: trust,
  Policies,
  ...rest
} = propertiesOf(template, "AssumeRoleEcrAccess");

test("is assumed only with the external ID, and only by our customer-access roles", () => {
  expect(trust).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OnlyForThisIntegration",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { AWS: { "Fn::Sub": "arn:${AWS::Partition}:iam::${TrustedAccountId}:root" } },
        Condition: {
          StringEquals: { "sts:ExternalId": { Ref: "ExternalId" } },
          ArnLike: {
            "aws:PrincipalArn": {
              "Fn::Sub":
                "arn:${AWS::Partition}:iam::${TrustedAccountId}:role/ecr-scout/customer-access/*",
            },
          },
        },
      },
    ],
  });
});

test("reads images, writes one secret, and has a wildcard for the login alone", () => {
  expect(Policies).toEqual([
    {
      PolicyName: "read-images",
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          { Sid: "LogIn", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
          {
            Sid: "ListRepositories",
            Effect: "Allow",
            Action: "ecr:DescribeRepositories",
            Resource: THIS_REGISTRY,
          },
          {
            Sid: "ReadImages",
            Effect: "Allow",
            Action: READING,
            Resource: {
              "Fn::Split": [
                ",",
                {
                  "Fn::Join": [
                    "",
                    [
                      "arn:*:ecr:*:*:repository/",
                      { "Fn::Join": [",arn:*:ecr:*:*:repository/", { Ref: "RepositoryScope" }] },
                    ],
                  ],
                },
              ],
            },
          },
          { Sid: "NoOtherRegistry", Effect: "Deny", Action: READING, NotResource: THIS_REGISTRY },
        ],
      },
    },
    {
      PolicyName: "write-credentials",
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "WriteKey",
            Effect: "Allow",
            Action: ["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"],
            Resource: { Ref: "ScoutAPICredentials" },
          },
        ],
      },
    },
  ]);
});

test("has the path that our own policies allow, and a name that CloudFormation makes", () => {
  expect(rest).toEqual({ Path: "/ecr-scout/", Description: expect.any(String) });
});

test("does not keep images alive by pulling them", () => {
  expect(propertiesOf(template, "PullTimeExclusion")).toEqual({
    PrincipalArn: { "Fn::GetAtt": ["AssumeRoleEcrAccess", "Arn"] },
  });
});

test("may check and rotate by a policy of its own", () => {
  expect(propertiesOf(template, "MaintenancePolicy")).toEqual({
    PolicyName: "check-and-rotate",
    Roles: [{ Ref: "AssumeRoleEcrAccess" }],
    PolicyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "CheckThisStack",
          Effect: "Allow",
          Action: "cloudformation:DescribeStacks",
          Resource: { Ref: "AWS::StackId" },
        },
        {
          Sid: "CheckRules",
          Effect: "Allow",
          Action: ["events:DescribeRule", "events:ListTargetsByRule"],
          Resource: [
            { "Fn::GetAtt": ["DockerScoutEcrRule", "Arn"] },
            { "Fn::GetAtt": ["DockerScoutRepoDeletedRule", "Arn"] },
          ],
        },
        {
          Sid: "CheckDestination",
          Effect: "Allow",
          Action: "events:DescribeApiDestination",
          Resource: { "Fn::GetAtt": ["ApiDestination", "ArnForPolicy"] },
        },
        {
          Sid: "RotateKey",
          Effect: "Allow",
          Action: ["events:DescribeConnection", "events:UpdateConnection"],
          Resource: { "Fn::GetAtt": ["Connection", "ArnForPolicy"] },
        },
        {
          Sid: "RotateKeyOfConnection",
          Effect: "Allow",
          Action: [
            "secretsmanager:GetSecretValue",
            "secretsmanager:PutSecretValue",
            "secretsmanager:UpdateSecret",
          ],
          Resource: { "Fn::GetAtt": ["Connection", "SecretArn"] },
        },
      ],
    },
  });
});
