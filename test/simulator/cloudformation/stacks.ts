import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import type { CreateStackCommandInput, Stack } from "@aws-sdk/client-cloudformation";
import type { Simulator } from "../../../simulator/simulator.ts";
import { clientOptions } from "../start.ts";

/** The resources of a customer's integration that a push needs. */
export const TEMPLATE = `
AWSTemplateFormatVersion: "2010-09-09"
Description: Events of pushes go to an API.
Parameters:
  Endpoint: {Type: String, AllowedPattern: "https://.+"}
  ExternalId: {Type: String, NoEcho: true, MinLength: 2}
Conditions:
  WithExclusion: !Not [!Equals [!Ref AWS::Region, cn-north-1]]
Resources:
  ApiRule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [aws.ecr]
        detail-type: [ECR Image Action]
        detail: {action-type: [PUSH, DELETE], result: [SUCCESS]}
      Targets:
        - Id: Api
          Arn: !GetAtt Destination.Arn
          RoleArn: !GetAtt InvokeRole.Arn
  Credentials:
    Type: AWS::SecretsManager::Secret
    Properties:
      GenerateSecretString:
        SecretStringTemplate: '{"name":"x"}'
        GenerateStringKey: key
        ExcludePunctuation: true
  Connection:
    Type: AWS::Events::Connection
    Properties:
      AuthorizationType: API_KEY
      AuthParameters:
        ApiKeyAuthParameters:
          ApiKeyName: X-Api-Key
          ApiKeyValue: !Sub "{{resolve:secretsmanager:\${Credentials}:SecretString:key}}"
  Destination:
    Type: AWS::Events::ApiDestination
    Properties:
      ConnectionArn: !GetAtt Connection.Arn
      HttpMethod: POST
      InvocationEndpoint: !Ref Endpoint
  InvokeRole:
    Type: AWS::IAM::Role
    Properties:
      Path: /scout/
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {Service: events.amazonaws.com}, Action: "sts:AssumeRole"}
      Policies:
        - PolicyName: invoke
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Action: "events:InvokeApiDestination", Resource: !GetAtt Destination.Arn}
  AccessRole:
    Type: AWS::IAM::Role
    DependsOn: Credentials
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {AWS: !Sub "arn:\${AWS::Partition}:iam::111111111111:root"}
            Action: "sts:AssumeRole"
            Condition: {StringEquals: {"sts:ExternalId": !Ref ExternalId}}
  LaterPolicy:
    Type: AWS::IAM::RolePolicy
    DependsOn: ApiRule
    Properties:
      RoleName: !Ref AccessRole
      PolicyName: later
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Action: "events:UpdateConnection", Resource: !GetAtt Connection.ArnForPolicy}
  Exclusion:
    Type: AWS::ECR::PullTimeUpdateExclusion
    Condition: WithExclusion
    Properties: {PrincipalArn: !GetAtt AccessRole.Arn}
Outputs:
  RoleArn: {Description: The role to assume, Value: !GetAtt AccessRole.Arn}
  Secret: {Value: !Ref Credentials}
`;

export const PARAMETERS = [
  { ParameterKey: "Endpoint", ParameterValue: "https://push.scout.example/events" },
  { ParameterKey: "ExternalId", ParameterValue: "secret-id" },
];

/** A client for CloudFormation in the customer's account. */
export function cloudFormation(simulator: Simulator): CloudFormationClient {
  return new CloudFormationClient(clientOptions(simulator));
}

/** Creates a stack called `stack` and waits until nothing goes on with it. */
export async function createStack(
  client: CloudFormationClient,
  input: Partial<CreateStackCommandInput> = {},
): Promise<Stack> {
  const command = new CreateStackCommand({
    StackName: "stack",
    TemplateBody: TEMPLATE,
    Parameters: PARAMETERS,
    Capabilities: ["CAPABILITY_IAM"],
    ...input,
  });
  const { StackId } = await client.send(command);
  return settled(client, StackId ?? "");
}

/** Waits until a stack's status is final. */
export async function settled(client: CloudFormationClient, name: string): Promise<Stack> {
  for (;;) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
    const [stack] = Stacks ?? [];
    if (stack !== undefined && stack.StackStatus?.endsWith("_IN_PROGRESS") === false) return stack;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A stack's events from the first, as `<logical ID> <status>`. */
export async function eventsOf(client: CloudFormationClient, name: string): Promise<string[]> {
  const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName: name }));
  const lines = StackEvents?.map(
    ({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId ?? ""} ${ResourceStatus ?? ""}`,
  );
  return lines?.reverse() ?? [];
}
