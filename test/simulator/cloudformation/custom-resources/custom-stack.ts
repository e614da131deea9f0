import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  UpdateStackCommand,
  type CloudFormationClient,
  type Stack,
} from "@aws-sdk/client-cloudformation";
import type { SimulatorOptions } from "../../../../simulator/options.ts";
import type { Simulator } from "../../../../simulator/simulator.ts";
import { createTestNames, type TestNames } from "../../certificates.ts";
import { start } from "../../start.ts";
import { cloudFormation, settled } from "../stacks.ts";
import { HOST, startProvider, type CustomProvider } from "./provider.ts";

/** A topic with a subscriber, and a role that gives it time to confirm, as stacks have it. */
const SURROUNDINGS = `
  Topic: {Type: AWS::SNS::Topic, Properties: {SignatureVersion: "2"}}
  Policy:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref Topic]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {AWS: !Ref AWS::AccountId}, Action: "sns:*", Resource: !Ref Topic}
          - Effect: Deny
            Principal: "*"
            Action: sns:Publish
            Resource: !Ref Topic
            Condition: {Bool: {"aws:SecureTransport": "false"}}
  Subscription:
    Type: AWS::SNS::Subscription
    Properties: {TopicArn: !Ref Topic, Protocol: https, Endpoint: "https://${HOST}/setup"}
  Role:
    Type: AWS::IAM::Role
    DependsOn: [Subscription, Policy]
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}]
`;

/** A template with a custom resource `Setup` of these properties, and further resources. */
export function customTemplate(properties = "A: 1", resources = "", outputs = ""): string {
  return `Resources:${SURROUNDINGS}
  Setup:
    Type: Custom::ScoutSetup
    DependsOn: Role
    Properties: {ServiceToken: !Ref Topic, ${properties}}
${resources}
${outputs === "" ? "" : `Outputs: ${outputs}`}
`;
}

/** A simulated AWS, a client for its CloudFormation, and who answers custom resources. */
export interface CustomWorld {
  readonly simulator: Simulator;
  readonly names: TestNames;
  readonly client: CloudFormationClient;
  readonly provider: CustomProvider;
  /** Launches the stack; `settled` waits for it. */
  create(template?: string, input?: object): Promise<string>;
  update(template: string): Promise<void>;
  remove(): Promise<void>;
  settled(): Promise<Stack>;
  /** A resource's events from the first: its status and reason. */
  history(logicalId: string): Promise<(readonly [string, string | undefined])[]>;
  physicalId(logicalId: string): Promise<string | undefined>;
}

export async function startCustomWorld(
  options: Partial<SimulatorOptions> = {},
): Promise<CustomWorld> {
  const names = await createTestNames();
  const provider = await startProvider(names);
  const simulator = await start({ names, ...options });
  provider.use(simulator);
  return worldOf(simulator, names, provider);
}

/** The world around a simulator that runs, for example after a restart. */
export function worldOf(
  simulator: Simulator,
  names: TestNames,
  provider: CustomProvider,
): CustomWorld {
  const client = cloudFormation(simulator);
  const Capabilities: ["CAPABILITY_IAM"] = ["CAPABILITY_IAM"];
  let stack = "stack";
  return {
    ...{ simulator, names, client, provider },
    async create(TemplateBody = customTemplate(), input = {}) {
      const { StackId = "" } = await client.send(
        new CreateStackCommand({ StackName: "stack", TemplateBody, Capabilities, ...input }),
      );
      stack = StackId;
      return StackId;
    },
    async update(TemplateBody) {
      await client.send(new UpdateStackCommand({ StackName: stack, TemplateBody, Capabilities }));
    },
    async remove() {
      await client.send(new DeleteStackCommand({ StackName: stack }));
    },
    settled: () => settled(client, stack),
    async history(logicalId) {
      const { StackEvents = [] } = await client.send(
        new DescribeStackEventsCommand({ StackName: stack }),
      );
      return StackEvents.filter(({ LogicalResourceId }) => LogicalResourceId === logicalId)
        .map((event) => [event.ResourceStatus ?? "", event.ResourceStatusReason] as const)
        .reverse();
    },
    async physicalId(LogicalResourceId) {
      const { StackResources } = await client.send(
        new DescribeStackResourcesCommand({ StackName: stack, LogicalResourceId }),
      );
      return StackResources?.[0]?.PhysicalResourceId;
    },
  };
}
