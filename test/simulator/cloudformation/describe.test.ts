import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  GetTemplateSummaryCommand,
  ListStacksCommand,
  paginateDescribeStackEvents,
  ValidateTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import { expect, test } from "@jest/globals";
import { createRole, policy, trust } from "../roles.ts";
import { clientOptions, start, THEIRS } from "../start.ts";
import { cloudFormation, createStack, settled, TEMPLATE } from "./stacks.ts";

test("lists stacks by status, deleted ones too", async () => {
  const client = cloudFormation(await start());
  const { StackId } = await createStack(client);
  const list = async (...StackStatusFilter: ("CREATE_COMPLETE" | "DELETE_COMPLETE")[]) => {
    const listed = await client.send(new ListStacksCommand({ StackStatusFilter }));
    return listed.StackSummaries?.map((stack) => [stack.StackId, stack.StackStatus]);
  };
  expect(await list("CREATE_COMPLETE")).toEqual([[StackId, "CREATE_COMPLETE"]]);
  expect(await list("DELETE_COMPLETE")).toEqual([]);
  await client.send(new DeleteStackCommand({ StackName: "stack" }));
  await settled(client, StackId ?? "");
  expect(await list()).toEqual([[StackId, "DELETE_COMPLETE"]]);
});

test("says what a template asks for", async () => {
  const client = cloudFormation(await start());
  const validated = await client.send(new ValidateTemplateCommand({ TemplateBody: TEMPLATE }));
  expect(validated).toMatchObject({
    Description: "Events of pushes go to an API.",
    Capabilities: ["CAPABILITY_IAM"],
    Parameters: [
      { ParameterKey: "Endpoint", NoEcho: false },
      { ParameterKey: "ExternalId", NoEcho: true },
    ],
  });
  await createStack(client);
  const summary = await client.send(new GetTemplateSummaryCommand({ StackName: "stack" }));
  expect(summary.Parameters?.[0]).toMatchObject({ ParameterType: "String" });
  expect(summary.ResourceTypes).toContain("AWS::Events::Rule");
  const broken = new ValidateTemplateCommand({ TemplateBody: "Resources: {A: {Type: X::Y::Z}}" });
  await expect(client.send(broken)).rejects.toThrow("Unrecognized resource types: [X::Y::Z]");
});

test("events come in pages of a hundred, the newest first", async () => {
  const client = cloudFormation(await start());
  const resources = Array.from(
    { length: 60 },
    (_, index) => `  R${index}: {Type: AWS::SecretsManager::Secret}`,
  );
  const TemplateBody = `Resources:\n${resources.join("\n")}`;
  await createStack(client, { TemplateBody, Parameters: [] });
  const pages: number[] = [];
  const seen = new Set<string | undefined>();
  const input = { StackName: "stack" };
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, input)) {
    pages.push(StackEvents.length);
    for (const { EventId } of StackEvents) seen.add(EventId);
  }
  expect(pages).toEqual([100, 22]);
  expect(seen.size).toBe(122);
});

test("a right on one stack is enough to describe it, by its name too", async () => {
  const simulator = await start();
  const root = cloudFormation(simulator);
  const { StackId = "" } = await createStack(root);
  await createStack(root, { StackName: "other" });
  const describe = { Effect: "Allow", Action: "cloudformation:DescribeStacks", Resource: StackId };
  const role = await createRole(simulator, THEIRS, {
    name: "reader",
    trust: trust({ Service: "lambda.amazonaws.com" }),
    policies: { main: policy(describe) },
  });
  const session = simulator.credentialsForService("lambda.amazonaws.com", role, "test");
  const client = new CloudFormationClient(clientOptions(simulator, session));
  for (const StackName of [StackId, "stack"]) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    expect(Stacks).toHaveLength(1);
  }
  const other = client.send(new DescribeStacksCommand({ StackName: "other" }));
  await expect(other).rejects.toMatchObject({ name: "AccessDenied" });
});
