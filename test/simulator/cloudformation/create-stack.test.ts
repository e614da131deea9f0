import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import { ECRClient, ListPullTimeUpdateExclusionsCommand } from "@aws-sdk/client-ecr";
import {
  EventBridgeClient,
  ListConnectionsCommand,
  ListRulesCommand,
} from "@aws-sdk/client-eventbridge";
import { IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, test } from "@jest/globals";
import { createTestNames } from "../certificates.ts";
import { pushImage } from "../ecr/oci-client.ts";
import { startEndpoint } from "../eventbridge/endpoint.ts";
import { clientOptions, start, stop, temporaryFolder } from "../start.ts";
import { cloudFormation, createStack, eventsOf, PARAMETERS, settled, TEMPLATE } from "./stacks.ts";

test("creates what an integration needs, so that a push reaches the API with the secret's key", async () => {
  const names = await createTestNames();
  const endpoint = await startEndpoint(names, "push.scout.example");
  const simulator = await start({ names });
  const client = cloudFormation(simulator);
  const stack = await createStack(client);
  expect(stack).toMatchObject({
    StackStatus: "CREATE_COMPLETE",
    Description: "Events of pushes go to an API.",
    Parameters: [PARAMETERS[0], { ParameterKey: "ExternalId", ParameterValue: "****" }],
    Capabilities: ["CAPABILITY_IAM"],
  });
  const outputs = new Map(
    stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  expect(outputs.get("RoleArn")).toMatch(
    /^arn:aws:iam::222222222222:role\/stack-AccessRole-[A-Z0-9]{12}$/,
  );
  const secrets = new SecretsManagerClient(clientOptions(simulator));
  const { SecretString = "" } = await secrets.send(
    new GetSecretValueCommand({ SecretId: outputs.get("Secret") }),
  );
  const { key } = JSON.parse(SecretString) as { key: string };
  expect(key).toMatch(/^[A-Za-z0-9]{32}$/);

  const digest = await pushImage(simulator.registryEndpoint, "team/app", "1", "a");
  const [call] = await endpoint.received(1);
  expect(call?.headers["x-api-key"]).toBe(key);
  expect(JSON.parse(call?.body ?? "")).toMatchObject({
    source: "aws.ecr",
    detail: { "image-digest": digest, "image-tag": "1" },
  });
});

test("goes in dependency order, and back in the reverse", async () => {
  const simulator = await start();
  const client = cloudFormation(simulator);
  const { StackId = "" } = await createStack(client);
  const created = (await eventsOf(client, "stack")).filter((line) =>
    line.endsWith("CREATE_COMPLETE"),
  );
  const before = (lines: string[], first: string, second: string) =>
    lines.indexOf(first) < lines.indexOf(second);
  for (const [first, second] of [
    ["Credentials", "Connection"],
    ["Connection", "Destination"],
    ["Destination", "InvokeRole"],
    ["InvokeRole", "ApiRule"],
    ["ApiRule", "LaterPolicy"],
    ["AccessRole", "Exclusion"],
    ["Exclusion", "stack"],
  ]) {
    expect(
      before(created, `${first ?? ""} CREATE_COMPLETE`, `${second ?? ""} CREATE_COMPLETE`),
    ).toBe(true);
  }
  await client.send(new DeleteStackCommand({ StackName: "stack" }));
  expect((await settled(client, StackId)).StackStatus).toBe("DELETE_COMPLETE");
  const deleted = await eventsOf(client, StackId);
  expect(before(deleted, "ApiRule DELETE_COMPLETE", "Destination DELETE_COMPLETE")).toBe(true);
  expect(before(deleted, "Connection DELETE_COMPLETE", "Credentials DELETE_COMPLETE")).toBe(true);

  const options = clientOptions(simulator);
  const events = new EventBridgeClient(options);
  expect((await events.send(new ListRulesCommand({}))).Rules).toEqual([]);
  expect((await events.send(new ListConnectionsCommand({}))).Connections).toEqual([]);
  const exclusions = await new ECRClient(options).send(new ListPullTimeUpdateExclusionsCommand({}));
  expect(exclusions.pullTimeUpdateExclusions).toEqual([]);
  expect((await new IAMClient(options).send(new ListRolesCommand({}))).Roles).toEqual([]);
  const gone = client.send(new DescribeStacksCommand({ StackName: "stack" }));
  await expect(gone).rejects.toThrow("Stack with id stack does not exist");
});

test("describes resources and gives the template back", async () => {
  const client = cloudFormation(await start());
  await createStack(client);
  const { StackResources } = await client.send(
    new DescribeStackResourcesCommand({ StackName: "stack" }),
  );
  expect(StackResources).toHaveLength(8);
  const [rule] =
    StackResources?.filter(({ LogicalResourceId }) => LogicalResourceId === "ApiRule") ?? [];
  expect(rule).toMatchObject({
    ResourceType: "AWS::Events::Rule",
    ResourceStatus: "CREATE_COMPLETE",
    PhysicalResourceId: expect.stringMatching(/^stack-ApiRule-[A-Z0-9]{12}$/),
  });
  const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: "stack" }));
  expect(TemplateBody).toBe(TEMPLATE);
});

test("a stack in progress goes on after a restart", async () => {
  const directory = await temporaryFolder();
  const first = await start({ directory });
  const client = cloudFormation(first);
  const input = { StackName: "stack", TemplateBody: TEMPLATE, Parameters: PARAMETERS };
  await client.send(new CreateStackCommand({ ...input, Capabilities: ["CAPABILITY_IAM"] }));
  await stop(first);
  const second = await start({ directory });
  const stack = await settled(cloudFormation(second), "stack");
  expect(stack.StackStatus).toBe("CREATE_COMPLETE");
  const roles = await new IAMClient(clientOptions(second)).send(new ListRolesCommand({}));
  expect(roles.Roles).toHaveLength(2);
});

describe("refuses before anything is created", () => {
  const one = (type: string, properties: string) =>
    `Resources: {One: {Type: "${type}", Properties: ${properties}}}`;
  test.each([
    [
      "unknown types",
      one("AWS::SQS::Queue", "{}"),
      "Unrecognized resource types: [AWS::SQS::Queue]",
    ],
    [
      "unknown properties",
      one("AWS::IAM::Role", "{AssumeRolePolicyDocument: {}, ManagedPolicyArns: []}"),
      "[ManagedPolicyArns]",
    ],
    [
      "unknown attributes",
      one("AWS::SecretsManager::Secret", "{Description: !GetAtt One.Foo}"),
      "does not support attribute type Foo",
    ],
    [
      "unresolved references",
      one("AWS::SecretsManager::Secret", "{Description: !Ref Nothing}"),
      "Unresolved resource dependencies [Nothing]",
    ],
    [
      "circles",
      one("AWS::SecretsManager::Secret", "{Description: !Ref One}"),
      "Circular dependency between resources: [One]",
    ],
    [
      "roles without the capability",
      one("AWS::IAM::Role", "{AssumeRolePolicyDocument: {}}"),
      "Requires capabilities : [CAPABILITY_IAM]",
    ],
  ])("%s", async (_name, TemplateBody, reason) => {
    const client = cloudFormation(await start());
    const refused = client.send(new CreateStackCommand({ StackName: "stack", TemplateBody }));
    await expect(refused).rejects.toThrow(reason);
    expect((await client.send(new DescribeStacksCommand({}))).Stacks ?? []).toEqual([]);
  });

  test("parameters that it does not know, and a name that is taken", async () => {
    const client = cloudFormation(await start());
    await expect(createStack(client, { TimeoutInMinutes: 5 })).rejects.toThrow("TimeoutInMinutes");
    await createStack(client);
    await expect(createStack(client)).rejects.toMatchObject({ name: "AlreadyExistsException" });
  });
});
